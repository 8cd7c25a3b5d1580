using System.Globalization;

namespace QualityReview.Exports;

/// <summary>Names a subset's files and says when the next one begins.</summary>
internal sealed class ShardPlace(string folder, string extension, long maxShardBytes)
{
    private readonly List<SubsetShard> _finished = [];
    private long _bytes;
    private long _samples;

    public IReadOnlyList<SubsetShard> Finished => _finished;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"subset-{_finished.Count:D5}.{extension}");

    public string Path => System.IO.Path.Combine(folder, Name);

    /// <summary>Whether a sample of this size begins a new file.</summary>
    public bool IsFullFor(long bytes) => _samples > 0 && _bytes + bytes > maxShardBytes;

    public void Count(long bytes)
    {
        _bytes += bytes;
        _samples++;
    }

    /// <param name="file">Closed; null where somebody else has written it.</param>
    public void FinishShard(SubsetFile? file)
    {
        _finished.Add(new SubsetShard(Name, _samples, file?.Bytes ?? 0, file?.Sha256));
        (_bytes, _samples) = (0, 0);
    }
}
