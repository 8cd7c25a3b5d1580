using QualityReview.Scorers;

namespace QualityReview.Web.Configuration;

/// <summary>Where a scorer's settings stand.</summary>
public enum ScorerOrigin
{
    /// <summary>In the program.</summary>
    Shipped,

    /// <summary>In appsettings.json or the environment.</summary>
    Configured,

    /// <summary>In scorers.json of the data folder.</summary>
    Added,
}

/// <summary>A scorer as it was set up.</summary>
public sealed record ScorerSetting(ScorerOptions Options, ScorerOrigin Origin);

/// <summary>All scorers that this installation is set up with, and the catalog of them. What pages, commands and hands change in
/// scorers.json is there at the next look, without a new start. Safe for many callers.</summary>
public sealed class ScorerSettings
{
    public const string FileName = "scorers.json";

    private readonly QualityReviewOptions _options;
    private readonly ScorersFile _file;
    private readonly Lock _gate = new();
    private volatile Snapshot _now;

    /// <exception cref="QualityReviewException">Something is wrong with the settings: one sentence a line.</exception>
    public ScorerSettings(QualityReviewOptions options)
    {
        _options = options;
        _file = new ScorersFile(Path.GetFullPath(Path.Combine(options.DataFolder, FileName)));
        _now = Make(_file.Stamp(), _file.Read());
        Catalog = new ScorerCatalog(() => Now.Definitions);
    }

    public ScorerCatalog Catalog { get; }

    /// <summary>How all of them run.</summary>
    public ScoringOptions Scoring => _options.Scoring;

    /// <summary>Full path of scorers.json, whether or not it is there.</summary>
    public string File => _file.Path;

    /// <summary>Shipped ones first, then those of the settings, then the added ones.</summary>
    public IReadOnlyList<ScorerSetting> All => Now.All;

    /// <summary>Why scorers.json as it is now is not in use, so that an earlier state of it is; empty where all is well.</summary>
    public string Fault => Now.Fault;

    private Snapshot Now
    {
        get
        {
            var now = _now;
            return _file.Stamp() == now.Stamp ? now : ReadAgain();
        }
    }

    /// <summary>Writes a scorer into scorers.json; whether it can run is not looked at here.</summary>
    /// <exception cref="WrongWordsException">Its settings are wrong.</exception>
    public void Add(ScorerOptions scorer) => Change(added => added.Append(scorer));

    /// <summary>Takes a scorer out of scorers.json.</summary>
    /// <exception cref="WrongWordsException">An ensemble needs it.</exception>
    public void Remove(string key) => Change(added => added.Where(scorer => scorer.Key != key));

    /// <exception cref="WrongWordsException">Everything that is wrong with a scorer to be added, one sentence a line.</exception>
    public void Check(ScorerOptions scorer)
    {
        var faults = ScorerFaults.Of(scorer).Select(fault => $"{(fault.Setting.Length == 0 ? "The scorer" : fault.Setting)} {fault.Fault}.").ToList();
        faults = faults.Count > 0 ? faults : [.. ScorerFaults.Between([.. All.Select(known => known.Options), scorer])];
        if (faults.Count > 0)
        {
            throw new WrongWordsException(string.Join(Environment.NewLine, faults));
        }
    }

    private void Change(Func<IEnumerable<ScorerOptions>, IEnumerable<ScorerOptions>> change)
    {
        lock (_gate)
        {
            // Read again first: another process may have written, and what a hand wrote wrongly must not be overwritten.
            List<ScorerOptions> added = [.. change(_file.Read())];
            _ = Make(default, added);
            _file.Write(added);
            _now = Make(_file.Stamp(), added);
        }
    }

    private Snapshot ReadAgain()
    {
        lock (_gate)
        {
            var stamp = _file.Stamp();
            if (stamp != _now.Stamp)
            {
                try
                {
                    _now = Make(stamp, _file.Read());
                }
                catch (QualityReviewException fault)
                {
                    _now = _now with { Stamp = stamp, Fault = fault.Message };
                }
            }

            return _now;
        }
    }

    private Snapshot Make((DateTime Changed, long Bytes) stamp, IReadOnlyList<ScorerOptions> added)
    {
        List<ScorerSetting> all =
        [
            .. (_options.Scoring.ShippedScorers ? ConfiguredScorers.Shipped : []).Select(scorer => new ScorerSetting(scorer, ScorerOrigin.Shipped)),
            .. _options.Scorers.Select(scorer => new ScorerSetting(scorer, ScorerOrigin.Configured)),
            .. added.Select(scorer => new ScorerSetting(scorer, ScorerOrigin.Added)),
        ];
        return ScorerFaults.Between([.. all.Select(setting => setting.Options)]).ToList() is { Count: > 0 } faults
            ? throw new WrongWordsException(string.Join(Environment.NewLine, faults))
            : new Snapshot(stamp, all, ScorerCatalog.InOrder(all.Select(setting => ConfiguredScorers.Define(setting.Options, _options.Scoring))), "");
    }

    private sealed record Snapshot((DateTime Changed, long Bytes) Stamp, IReadOnlyList<ScorerSetting> All, IReadOnlyList<ScorerDefinition> Definitions, string Fault);
}
