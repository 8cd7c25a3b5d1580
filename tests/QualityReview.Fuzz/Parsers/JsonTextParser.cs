using System.Text;

namespace QualityReview.Fuzz.Parsers;

/// <summary>Something written in JSON.</summary>
/// <param name="seeds">Valid ones.</param>
/// <param name="words">Names of its fields and what they may say.</param>
/// <param name="read">Reads it, checks what must hold, and tells the outcome in few words.</param>
internal sealed class JsonTextParser(string name, IReadOnlyList<string> seeds, IReadOnlyList<string> words, Func<byte[], string> read) : Parser
{
    public override string Name => name;

    public override IReadOnlyList<string> Words => words;

    public override IEnumerable<byte[]> Seeds() => seeds.Select(Encoding.UTF8.GetBytes);

    public override byte[] Mutate(Mutator mutator, byte[] input, byte[] other) => mutator.Json(input, other, words);

    public override string Read(byte[] input) => read(input);
}
