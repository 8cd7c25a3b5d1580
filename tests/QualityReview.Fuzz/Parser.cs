namespace QualityReview.Fuzz;

/// <summary>Something that reads what comes from outside, as the fuzzer sees it.</summary>
internal abstract class Parser : IDisposable
{
    public abstract string Name { get; }

    /// <summary>Words that mean something to it.</summary>
    public virtual IReadOnlyList<string> Words => [];

    /// <summary>Longest input that is made. The default value is a quarter of a megabyte.</summary>
    public virtual int MostBytes => 256 << 10;

    /// <summary>Valid inputs, and some that are known to be hard.</summary>
    public abstract IEnumerable<byte[]> Seeds();

    /// <summary>Another input like one or two known ones.</summary>
    public virtual byte[] Mutate(Mutator mutator, byte[] input, byte[] other) => mutator.Bytes(input, other, Words);

    /// <summary>Reads the input and checks what must hold of what was read.</summary>
    /// <returns>In few words what kind of outcome it was: inputs with a new one are kept to go on from.</returns>
    /// <exception cref="QualityReviewException">It was refused, which is well.</exception>
    public abstract string Read(byte[] input);

    /// <summary>Bytes that reading may allocate on its thread.</summary>
    public virtual long MostAllocated(int inputBytes) => (32L << 20) + (400L * inputBytes);

    public virtual void Dispose() => GC.SuppressFinalize(this);
}

/// <summary>Something that must hold did not.</summary>
internal sealed class FuzzFault(string message) : Exception(message)
{
    public static void Unless(bool holds, string what)
    {
        if (!holds)
        {
            throw new FuzzFault(what);
        }
    }
}
