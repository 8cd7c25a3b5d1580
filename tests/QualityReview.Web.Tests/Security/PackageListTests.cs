using System.Text.Json;
using System.Xml.Linq;

namespace QualityReview.Web.Tests.Security;

/// <summary>Every package that the sources name stands in packages.tsv with its version and licence: whoever adds or raises one has looked at it.</summary>
public sealed class PackageListTests
{
    private static readonly string[] _licences = ["MIT", "Apache-2.0", "BSD-3-Clause", "MPL-2.0"];

    [Fact]
    public void EveryDirectPackage_IsListedWithVersionAndLicence()
    {
        var listed = File.ReadLines(Repository.File("tests/QualityReview.Web.Tests/Security/packages.tsv")).Skip(1).Select(line => line.Split('\t')).ToList();
        Assert.All(listed, row => Assert.True(row.Length == 4 && _licences.Contains(row[2]) && row[3].Length > 0, string.Join(' ', row)));

        Assert.Equal(
            Named().OrderBy(package => package, StringComparer.Ordinal),
            listed.Select(row => $"{row[0]} {row[1]}").OrderBy(package => package, StringComparer.Ordinal));
    }

    [Fact]
    public void NoProject_NamesAVersionOfItsOwn()
    {
        var projects = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories).Where(file => !file.Contains("node_modules", StringComparison.Ordinal));
        Assert.DoesNotContain(projects.SelectMany(file => XDocument.Load(file).Descendants("PackageReference")), package => package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null);
    }

    private static IEnumerable<string> Named()
    {
        var central = XDocument.Load(Repository.File("Directory.Packages.props"));
        var properties = central.Descendants("PropertyGroup").Elements().GroupBy(property => property.Name.LocalName).ToDictionary(group => $"[$({group.Key})]", group => $"[{group.Last().Value}]");
        foreach (var package in central.Descendants("PackageVersion").Concat(central.Descendants("PackageDownload")))
        {
            var version = package.Attribute("Version")!.Value;
            yield return $"{package.Attribute("Include")!.Value} {properties.GetValueOrDefault(version, version).Trim('[', ']')}";
        }

        using var npm = JsonDocument.Parse(File.ReadAllText(Repository.File("package.json")));
        foreach (var part in new[] { "dependencies", "optionalDependencies" })
        {
            foreach (var package in npm.RootElement.GetProperty(part).EnumerateObject())
            {
                yield return $"{package.Name} {package.Value.GetString()}";
            }
        }
    }
}
