using System.Text;
using QualityReview.Samples;
using QualityReview.Samples.Files;

namespace QualityReview.Tests.Samples.Files;

/// <summary>Reads bytes or data files in one call.</summary>
internal static class Reading
{
    public static string DataFile(string name) => Path.Combine(AppContext.BaseDirectory, "data", name);

    public static List<FileLine> All(byte[] bytes, string name, ImportFields? fields = null, ImportLimits? limits = null) =>
        All(bytes, name, out _, fields, limits);

    public static List<FileLine> All(byte[] bytes, string name, out ReadRepairs repairs, ImportFields? fields = null, ImportLimits? limits = null)
    {
        using var reader = SampleFileReader.Open(new MemoryStream(bytes), name, fields, limits);
        repairs = reader.Repairs;
        return [.. reader.Read()];
    }

    public static List<FileLine> All(string text, string name, ImportFields? fields = null, ImportLimits? limits = null) =>
        All(Encoding.UTF8.GetBytes(text), name, fields, limits);

    public static List<FoundSample> Samples(string text, string name, ImportFields? fields = null) =>
        [.. All(text, name, fields).Select(line => line.Sample ?? throw new InvalidOperationException(line.SetAside!.Reason))];

    public static FoundSample One(string text, string name, ImportFields? fields = null) => Assert.Single(Samples(text, name, fields));

    public static List<(long Line, string Reason)> Asides(IEnumerable<FileLine> lines) =>
        [.. lines.Where(line => line.SetAside is not null).Select(line => (line.SetAside!.Line, line.SetAside.Reason))];
}
