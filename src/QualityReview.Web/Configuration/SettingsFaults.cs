using System.Collections;
using System.Text.RegularExpressions;

namespace QualityReview.Web.Configuration;

/// <summary>What is wrong with settings before their values can be looked at.</summary>
internal static partial class SettingsFaults
{
    private const int LongestQuote = 60;

    /// <summary>The binder's complaint as a sentence that names the setting.</summary>
    public static string Sentence(InvalidOperationException fault)
    {
        if (NotConverted().Match(fault.Message) is { Success: true } value)
        {
            return $"{value.Groups["key"].Value} is \"{Short(value.Groups["value"].Value)}\", which is no {(value.Groups["type"].Value == "Boolean" ? "true or false" : "number of its kind")}.";
        }

        var unknown = Unknown().Match(fault.Message);
        return unknown.Success
            ? $"The section {QualityReviewOptions.Section} of the settings names what is no setting: {Short(unknown.Groups["names"].Value.TrimEnd('.'))}; appsettings.sample.json holds every one."
            : $"The section {QualityReviewOptions.Section} of the settings cannot be read; it has the shape of appsettings.sample.json.";
    }

    /// <summary>Keys of texts that are null, which JSON can say and no setting means.</summary>
    public static IEnumerable<string> Nulls(object part, string key)
    {
        foreach (var property in part.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0 && !property.PropertyType.IsValueType))
        {
            var value = property.GetValue(part);
            var name = $"{key}:{property.Name}";
            if (value is null)
            {
                yield return name;
            }
            else if (value is IEnumerable list and not string)
            {
                foreach (var (item, i) in list.Cast<object?>().Select((item, i) => (item, i)))
                {
                    foreach (var inside in item is null ? [$"{name}:{i}"] : item is string ? [] : Nulls(item, $"{name}:{i}"))
                    {
                        yield return inside;
                    }
                }
            }
            else if (value is not string)
            {
                foreach (var inside in Nulls(value, name))
                {
                    yield return inside;
                }
            }
        }
    }

    private static string Short(string text) => text.Length <= LongestQuote ? text : text[..LongestQuote] + "…";

    [GeneratedRegex("^Failed to convert configuration value '(?<value>.*)' at '(?<key>.*)' to type 'System\\.(?<type>\\w+)'", RegexOptions.Singleline)]
    private static partial Regex NotConverted();

    [GeneratedRegex("^'ErrorOnUnknownConfiguration' was set .*: (?<names>'.*)$", RegexOptions.Singleline)]
    private static partial Regex Unknown();
}
