using QualityReview.Onnx.ChatTemplates.Expressions;
using QualityReview.Onnx.ChatTemplates.Statements;

namespace QualityReview.Onnx.ChatTemplates.Syntax;

/// <summary>Reads a whole template: text, what it prints, and its statements.</summary>
internal sealed class TemplateParser
{
    private static readonly string[] s_statements = ["break", "call", "continue", "filter", "for", "generation", "if", "macro", "raw", "set", "with"];

    private readonly TokenReader _tokens;
    private readonly ExpressionParser _expressions;
    private int _loops;

    private TemplateParser(IReadOnlyList<TemplateToken> tokens)
    {
        _tokens = new TokenReader(tokens);
        _expressions = new ExpressionParser(_tokens);
    }

    public static Block Read(string template)
    {
        var parser = new TemplateParser(TemplateLexer.Read(template));
        var block = parser.ReadBlock();
        return parser._tokens.Current.Kind == TokenKind.End ? block : throw parser.Unknown();
    }

    /// <summary>Statements up to one that this reader does not begin with, such as "endif", whose name is then the current word.</summary>
    private Block ReadBlock(params IReadOnlyList<string> ends)
    {
        List<Statement> statements = [];
        while (true)
        {
            var token = _tokens.Current;
            switch (token.Kind)
            {
                case TokenKind.Text:
                    statements.Add(new TextStatement(token.Line, _tokens.Next().Text));
                    break;
                case TokenKind.PrintBegin:
                    _tokens.Next();
                    statements.Add(new PrintStatement(token.Line, _expressions.ReadTuple()));
                    _tokens.Need(TokenKind.PrintEnd, "'}}'");
                    break;
                case TokenKind.StatementBegin:
                    _tokens.Next();
                    if (_tokens.Current.Kind == TokenKind.Name && ends.Contains(_tokens.Current.Text))
                    {
                        return new(statements);
                    }

                    statements.Add(_tokens.Nested(ReadStatement));
                    break;
                default:
                    return ends.Count == 0 ? new(statements) : throw new TemplateFault($"'{ends[^1]}' is missing", token.Line);
            }
        }
    }

    private Statement ReadStatement()
    {
        var line = _tokens.Current.Line;
        switch (_tokens.Current.Text)
        {
            case "if":
                return If(line);
            case "for":
                return For(line);
            case "set":
                return Set(line);
            case "macro":
                _tokens.Next();
                return new MacroStatement(line, Macro(_tokens.NeedName(), "endmacro"));
            case "call":
                return Call(line);
            case "filter":
                _tokens.Next();
                return new FilterStatement(line, Filters(_expressions.ReadFilter(null)), CapturedBody("endfilter"));
            case "with":
                return With(line);
            case "generation":
                _tokens.Next();
                return new PlainBlockStatement(line, Body("endgeneration"));
            case "break" or "continue" when _loops > 0:
                var flow = _tokens.Next().Text == "break" ? Flow.Break : Flow.Continue;
                EndTag();
                return new JumpStatement(line, flow);
            case "break" or "continue":
                throw new TemplateFault($"'{_tokens.Current.Text}' stands outside of a loop", line);
            default:
                throw Unknown();
        }
    }

    private TemplateFault Unknown() => _tokens.Current.Text.StartsWith("end", StringComparison.Ordinal) || _tokens.Current.Text is "else" or "elif"
        ? new($"{_tokens.Current.Shown} ends or continues nothing that was begun", _tokens.Current.Line)
        : TemplateFault.Unsupported("statement", _tokens.Current.Text, s_statements, _tokens.Current.Line);

    private void EndTag() => _tokens.Need(TokenKind.StatementEnd, "'%}'");

    /// <summary>The rest of the opening tag, the block, and the closing tag.</summary>
    private Block Body(string end)
    {
        EndTag();
        var block = ReadBlock(end);
        _tokens.Next();
        EndTag();
        return block;
    }

    private IfStatement If(int line)
    {
        List<(Expression, Block)> branches = [];
        do
        {
            _tokens.Next();
            var condition = _expressions.ReadTuple(withCondition: false);
            EndTag();
            branches.Add((condition, ReadBlock("elif", "else", "endif")));
        }
        while (_tokens.Current.IsName("elif"));
        return new(line, branches, Else("endif"));
    }

    /// <summary>What follows "else", if it is there, and the closing tag.</summary>
    private Block Else(string end)
    {
        if (_tokens.SkipName("else"))
        {
            return Body(end);
        }

        _tokens.Next();
        EndTag();
        return new([]);
    }

    private ForStatement For(int line)
    {
        _tokens.Next();
        var target = Names();
        if (!_tokens.SkipName("in"))
        {
            throw _tokens.Unexpected("'in'");
        }

        var list = _expressions.ReadTuple(withCondition: false);
        var condition = _tokens.SkipName("if") ? _expressions.Read() : null;
        if (_tokens.Current.IsName("recursive"))
        {
            throw new TemplateFault("'recursive' loops are not supported; plain loops and macros are", line);
        }

        EndTag();
        _loops++;
        var body = ReadBlock("else", "endfor");
        _loops--;
        return new(line, target, list, condition, body, Else("endfor"));
    }

    private Statement Set(int line)
    {
        _tokens.Next();
        var target = Names(mayBeField: true);
        if (_tokens.Skip("="))
        {
            var value = _expressions.ReadTuple();
            EndTag();
            return new SetStatement(line, target, value);
        }

        var filters = _tokens.Skip("|") ? Filters(_expressions.ReadFilter(null)) : [];
        return new SetBlockStatement(line, target, filters, CapturedBody("endset"));
    }

    private List<FilterExpression> Filters(FilterExpression first)
    {
        List<FilterExpression> filters = [first];
        while (_tokens.Skip("|"))
        {
            filters.Add(_expressions.ReadFilter(null));
        }

        return filters;
    }

    private CallStatement Call(int line)
    {
        _tokens.Next();
        var parameters = _tokens.Current.Is("(") ? Parameters() : [];
        if (_expressions.Read() is not CallExpression call)
        {
            throw new TemplateFault("a call of a macro is expected after 'call'", line);
        }

        return new(line, call, new MacroBody("caller", parameters, CapturedBody("endcall")));
    }

    private MacroBody Macro(string name, string end) => new(name, Parameters(), CapturedBody(end));

    private Block CapturedBody(string end)
    {
        // A jump must not leave a block whose text is taken.
        var loops = _loops;
        _loops = 0;
        var block = Body(end);
        _loops = loops;
        return block;
    }

    private List<(string, Expression?)> Parameters()
    {
        List<(string, Expression?)> parameters = [];
        _tokens.Need("(");
        while (!_tokens.Skip(")"))
        {
            if (parameters.Count > 0)
            {
                _tokens.Need(",");
            }

            parameters.Add((_tokens.NeedName("an argument's name"), _tokens.Skip("=") ? _expressions.Read() : null));
        }

        return parameters;
    }

    private WithStatement With(int line)
    {
        _tokens.Next();
        List<(Target, Expression)> names = [];
        while (_tokens.Current.Kind != TokenKind.StatementEnd)
        {
            if (names.Count > 0)
            {
                _tokens.Need(",");
            }

            var target = Name(mayBeField: false);
            _tokens.Need("=");
            names.Add((target, _expressions.Read()));
        }

        return new(line, names, Body("endwith"));
    }

    private Target Names(bool mayBeField = false)
    {
        List<Target> parts = [Name(mayBeField)];
        var isTuple = false;
        while (_tokens.Skip(","))
        {
            isTuple = true;
            if (_tokens.Current.Kind == TokenKind.Name && !_tokens.Current.IsName("in") || _tokens.Current.Is("("))
            {
                parts.Add(Name(mayBeField));
            }
        }

        return isTuple ? new("", null, parts) : parts[0];
    }

    private Target Name(bool mayBeField)
    {
        if (_tokens.Skip("("))
        {
            var inner = _tokens.Nested(() => Names(mayBeField));
            _tokens.Need(")");
            return inner;
        }

        var token = _tokens.Current;
        var name = _tokens.NeedName();
        return name is "true" or "True" or "false" or "False" or "none" or "None"
            ? throw new TemplateFault($"'{name}' is set, which is a value and no name", token.Line)
            : new(name, mayBeField && _tokens.Skip(".") ? _tokens.NeedName() : null, []);
    }
}
