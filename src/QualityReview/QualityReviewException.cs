namespace QualityReview;

/// <summary>A fault whose message is one sentence for the person at the screen: what was found, where, and what is supported.</summary>
public class QualityReviewException : Exception
{
    public QualityReviewException(string message) : base(message) { }

    public QualityReviewException(string message, Exception cause) : base(message, cause) { }
}

/// <summary>The words of a request were wrong (an unknown key, a rule that does not parse, a field that the file lacks): exit code 2, HTTP 400.</summary>
public sealed class WrongWordsException : QualityReviewException
{
    public WrongWordsException(string message) : base(message) { }

    public WrongWordsException(string message, Exception cause) : base(message, cause) { }
}
