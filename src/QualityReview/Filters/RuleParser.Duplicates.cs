namespace QualityReview.Filters;

/// <summary>The tests that ask for duplicates.</summary>
internal sealed partial class RuleParser
{
    /// <summary>Why no test of duplicates can be answered.</summary>
    public const string NotSought = "the duplicates of this dataset have not been sought yet";

    private static readonly string[] _choices = [KeepOneTest.First, KeepOneTest.Longest];

    private FieldTest? Duplicate(Token start) =>
        Sought(start) && Names("unique, first, copy or unchecked", name => OneOf(name, RuleWords.Duplicates)) is { } test ? new FieldTest(SampleField.Duplicate, test) : null;

    private GroupTest? Group(Token start) => Sought(start) && Number(1, int.MaxValue, whole: true) is { } test ? new GroupTest(test) : null;

    private KeepOneTest? KeepOne(Token start) =>
        Sought(start) && Expect("(") && Name("first, longest or a scorer's key", KnownChoice) is { } by && Expect(")") ? new KeepOneTest(Array.Find(_choices, by.IsWord) ?? by.Text) : null;

    private void KnownChoice(Token name)
    {
        if (!_choices.Any(name.IsWord))
        {
            KnownKey(name);
        }
    }

    private bool Sought(Token start)
    {
        if (table is null || table.Duplicates is not null)
        {
            return true;
        }

        Fail<FilterNode>(start.Start, start.End, $"found {Quoted(start)}, but {NotSought}: begin that on the page Duplicates, or by quality-review duplicates");
        return false;
    }
}
