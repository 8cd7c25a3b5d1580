namespace QualityReview.Onnx.Tokenizers;

/// <summary>Strings with a number each, walked one UTF-16 character at a time. Read-only after it was filled.</summary>
internal sealed class TokenTrie(int expectedStrings)
{
    public const int Root = 0;
    public const int None = -1;
    private readonly PairTable _children = new(expectedStrings * 3);
    private int _nodes = 1;

    /// <summary>The last value of a string that comes twice counts.</summary>
    public void Add(ReadOnlySpan<char> text, int value)
    {
        var node = Root;
        for (var i = 0; i < text.Length; i++)
        {
            var isLast = i == text.Length - 1;
            if (_children.TryGet(node, text[i], out var child, out var old))
            {
                if (isLast)
                {
                    _children.Set(node, text[i], child, value);
                }
            }
            else
            {
                child = _nodes++;
                _children.Set(node, text[i], child, isLast ? value : None);
            }

            node = child;
        }
    }

    /// <summary>Goes one character down; <paramref name="value"/> is <see cref="None"/> where no string ends there.</summary>
    public bool Step(ref int node, char next, out int value)
    {
        if (!_children.TryGet(node, next, out var child, out value))
        {
            value = None;
            return false;
        }

        node = child;
        return true;
    }

    /// <summary>The longest string that <paramref name="text"/> begins with below a node, or <see cref="None"/>.</summary>
    public int Longest(ReadOnlySpan<char> text, int node, out int length)
    {
        var best = None;
        length = 0;
        for (var i = 0; i < text.Length && Step(ref node, text[i], out var value); i++)
        {
            if (value != None)
            {
                best = value;
                length = i + 1;
            }
        }

        return best;
    }
}
