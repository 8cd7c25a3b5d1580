namespace QualityReview.Filters;

/// <summary>Parses one rule by recursive descent. A method that fails leaves <see cref="Fault"/> and returns null: rules come from
/// key strokes, and an exception each would be slow.</summary>
internal sealed partial class RuleParser(string rule, SampleTable? table)
{
    private Token _token;
    private int _depth;
    private string _what = "rule";

    public RuleFault? Fault { get; private set; }

    public FilterNode? Parse()
    {
        if (rule.Length > FilterRule.MaxLength)
        {
            return Fail<FilterNode>(FilterRule.MaxLength, rule.Length, $"the rule has {Display(rule.Length)} characters, supported are {Display(FilterRule.MaxLength)}");
        }

        _token = RuleLexer.Read(rule, 0);
        var node = Or();
        if (node is null)
        {
            return null;
        }

        if (_token.Kind != TokenKind.End)
        {
            return Unexpected<FilterNode>("\"and\", \"or\" or the end of the rule", ["and", "or"]);
        }

        var length = node.ToString().Length;
        return length <= FilterRule.MaxLength
            ? node
            : Fail<FilterNode>(0, rule.Length, $"the rule written out in full has {Display(length)} characters, supported are {Display(FilterRule.MaxLength)}");
    }

    private FilterNode? Or() => Joined("or", And, terms => new OrNode(terms));

    private FilterNode? And() => Joined("and", Not, terms => new AndNode(terms));

    private FilterNode? Joined(string word, Func<FilterNode?> term, Func<ValueList<FilterNode>, FilterNode> join)
    {
        if (term() is not { } first)
        {
            return null;
        }

        if (!_token.IsWord(word))
        {
            return first;
        }

        List<FilterNode> terms = [first];
        while (Take(word))
        {
            if (term() is not { } next)
            {
                return null;
            }

            terms.Add(next);
        }

        return join([.. terms]);
    }

    private FilterNode? Not()
    {
        var opening = _token;
        if (!opening.IsWord("not") && !opening.IsSign("("))
        {
            return Test();
        }

        if (++_depth > FilterRule.MaxDepth)
        {
            return Fail<FilterNode>(opening.Start, opening.End, $"parentheses and \"not\" lie more than {FilterRule.MaxDepth} deep, which is the most that is supported");
        }

        Next();
        var inner = opening.IsWord("not") ? Not() : Or();
        _depth--;
        if (inner is null || opening.IsWord("not"))
        {
            return inner is null ? null : new NotNode(inner);
        }

        return Expect(")", "\"and\", \"or\" or \")\"") ? inner : null;
    }

    private FilterNode? Test()
    {
        var start = _token;
        if (start.Kind != TokenKind.Word)
        {
            return Unexpected<FilterNode>($"a test ({RuleWords.OneOf(RuleWords.Starts)})");
        }

        Next();
        return start.Text.ToLowerInvariant() switch
        {
            "all" => new AllNode(),
            "none" => new NoneNode(),
            "percentile" => Percentile(),
            "score" => Expect("(") && Key() is { } key && Expect(")") && Number(float.MinValue, float.MaxValue, whole: false) is { } test ? new ScoreTest(key, test) : null,
            "length" => Number(0, int.MaxValue, whole: true) is { } test ? new LengthTest(test) : null,
            "scored" => Expect("(") && Key() is { } key && Expect(")") ? new ScoredTest(key) : null,
            "top" => Top(bottom: false),
            "bottom" => Top(bottom: true),
            "random" => Random(),
            "ips" => Ips(),
            "cluster" => Cluster(),
            "map" => Map(),
            "flag" => Flag(),
            "duplicate" => Duplicate(start),
            "group" => Group(start),
            "keep_one" => KeepOne(start),
            "text" => Expect("contains", "\"contains\"") && Name("the words to find, in quotation marks") is { } words ? new TextTest(words.Text) : null,
            var word when RuleWords.FieldOf(word) is { } field => Field(field),
            "meta" when _token.IsSign(".") => Take(".") && Name("a metadata field") is { } name ? Meta(name.Text) : null,
            var word when word.StartsWith("meta.", StringComparison.Ordinal) => Meta(start.Text["meta.".Length..]),
            _ => NoSuchTest(start),
        };
    }

    private FilterNode? NoSuchTest(Token start)
    {
        _token = start;
        return table?.Scores.Any(column => column.Card.Key == start.Text || column.Card.Method == start.Text) == true
            ? Fail<FilterNode>(start.Start, start.End, $"found the scorer {Quoted(start)} alone, expected percentile({start.Text}) or score({start.Text})")
            : Unexpected<FilterNode>($"a test ({RuleWords.OneOf(RuleWords.Starts)})", RuleWords.Starts);
    }

    private void Next() => _token = RuleLexer.Read(rule, _token.End);

    /// <summary>Goes past a word or sign if it is there.</summary>
    private bool Take(string wordOrSign)
    {
        if (!_token.IsWord(wordOrSign) && !_token.IsSign(wordOrSign))
        {
            return false;
        }

        Next();
        return true;
    }

    private bool Expect(string wordOrSign, string? expected = null)
    {
        if (Take(wordOrSign))
        {
            return true;
        }

        Unexpected<FilterNode>(expected ?? $"\"{wordOrSign}\"");
        return false;
    }
}
