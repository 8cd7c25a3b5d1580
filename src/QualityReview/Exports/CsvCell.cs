namespace QualityReview.Exports;

/// <summary>Cells of a CSV file that no spreadsheet takes for a formula (OWASP, "CSV Injection").</summary>
public static class CsvCell
{
    /// <summary>Puts an apostrophe before a cell that begins with = + - @ tab or CR, or with apostrophes and then one of these,
    /// so that <see cref="Unguard"/> gives back every text.</summary>
    public static string Guard(string cell) => LooksLikeFormula(cell) ? "'" + cell : cell;

    public static string Unguard(string cell) => cell.StartsWith('\'') && LooksLikeFormula(cell) ? cell[1..] : cell;

    /// <summary>RFC 4180: in quotes where it holds a comma, a quote, a line end, or a blank at an end.</summary>
    public static string Quote(string cell) =>
        cell.AsSpan().ContainsAny(",\"\r\n") || (cell.Length > 0 && (char.IsWhiteSpace(cell[0]) || char.IsWhiteSpace(cell[^1])))
            ? "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
            : cell;

    private static bool LooksLikeFormula(string cell) => cell.AsSpan().TrimStart('\'') is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];
}
