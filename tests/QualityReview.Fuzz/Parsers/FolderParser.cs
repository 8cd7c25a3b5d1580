namespace QualityReview.Fuzz.Parsers;

/// <summary>Something that reads a folder of several files. An input's first two bytes choose a known folder and the file of it that is
/// replaced; the rest is the file's content.</summary>
internal abstract class FolderParser : Parser
{
    private readonly ScratchFolder _scratch = new();
    private readonly Lazy<IReadOnlyList<IReadOnlyDictionary<string, byte[]>>> _folders;
    private int _written = -1;

    protected FolderParser() => _folders = new(() => [.. Folders()]);

    /// <summary>Which files are changed, by their names; those that a folder lacks are made.</summary>
    protected abstract IReadOnlyList<string> Changed { get; }

    /// <summary>Relative name to content, of folders that can be used.</summary>
    protected abstract IEnumerable<IReadOnlyDictionary<string, byte[]>> Folders();

    /// <inheritdoc cref="Parser.Read"/>
    protected abstract string ReadFolder(string folder);

    /// <summary>Another content of a file.</summary>
    protected virtual byte[] Content(Mutator mutator, string name, byte[] content, byte[] other) =>
        name.EndsWith(".json", StringComparison.Ordinal) ? mutator.Json(content, other, Words) : mutator.Bytes(content, other, Words);

    public override IEnumerable<byte[]> Seeds() =>
        from folder in Enumerable.Range(0, _folders.Value.Count)
        from file in Enumerable.Range(0, Changed.Count)
        select (byte[])[(byte)folder, (byte)file, .. _folders.Value[folder].GetValueOrDefault(Changed[file]) ?? []];

    public override byte[] Mutate(Mutator mutator, byte[] input, byte[] other) =>
        input.Length < 2 ? [0, 0] : [input[0], input[1], .. Content(mutator, NameOf(input), input[2..], other.Length > 2 && other[1] == input[1] ? other[2..] : input[2..])];

    public override string Read(byte[] input)
    {
        if (input.Length < 2)
        {
            return "nothing";
        }

        var known = input[0] % _folders.Value.Count;
        if (_written != known)
        {
            Directory.Delete(_scratch.Path, recursive: true);
            Directory.CreateDirectory(_scratch.Path);
            foreach (var (name, content) in _folders.Value[known])
            {
                Write(name, content);
            }

            _written = known;
        }

        var changed = NameOf(input);
        Write(changed, Finished(changed, input[2..]));
        try
        {
            return $"{changed}: {ReadFolder(_scratch.Path)}";
        }
        finally
        {
            if (_folders.Value[known].TryGetValue(changed, out var before))
            {
                Write(changed, before);
            }
            else
            {
                File.Delete(_scratch.File(changed));
            }
        }
    }

    /// <summary>What is written of a changed content.</summary>
    protected virtual byte[] Finished(string name, byte[] content) => content;

    public override void Dispose()
    {
        _scratch.Dispose();
        base.Dispose();
    }

    /// <summary>All files of a folder of the repository.</summary>
    protected static IReadOnlyDictionary<string, byte[]> FilesOf(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllBytes, StringComparer.Ordinal);

    private string NameOf(byte[] input) => Changed[input[1] % Changed.Count];

    private void Write(string name, byte[] content)
    {
        var file = _scratch.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }
}
