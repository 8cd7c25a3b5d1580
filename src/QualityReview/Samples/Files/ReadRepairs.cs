namespace QualityReview.Samples.Files;

/// <summary>How many samples were repaired while reading: characters that a store cannot hold became U+FFFD, NaN and infinities became null.</summary>
public sealed class ReadRepairs
{
    /// <summary>Samples in which NUL characters were replaced.</summary>
    public long NulCharacters { get; internal set; }

    /// <summary>Samples in which lone surrogates, such as <c>\ud800</c>, were replaced.</summary>
    public long LoneSurrogates { get; internal set; }

    /// <summary>Samples whose metadata held NaN or Infinity, which JSON does not have.</summary>
    public long NotNumbers { get; internal set; }
}

/// <summary>What was repaired in one sample.</summary>
internal sealed class ReadRepairTally
{
    public bool Nul { get; private set; }

    public bool LoneSurrogate { get; set; }

    public bool NotNumber { get; set; }

    public string WithoutNul(string text)
    {
        if (!text.Contains('\0'))
        {
            return text;
        }

        Nul = true;
        return text.Replace('\0', '\uFFFD');
    }

    public void CountInto(ReadRepairs repairs)
    {
        repairs.NulCharacters += Nul ? 1 : 0;
        repairs.LoneSurrogates += LoneSurrogate ? 1 : 0;
        repairs.NotNumbers += NotNumber ? 1 : 0;
        Forget();
    }

    public void Forget() => (Nul, LoneSurrogate, NotNumber) = (false, false, false);
}
