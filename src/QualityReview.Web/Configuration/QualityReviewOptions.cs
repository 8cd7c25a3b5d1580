namespace QualityReview.Web.Configuration;

/// <summary>All settings of the section <c>QualityReview</c>; each can be set in appsettings.json or as QualityReview__Name in the
/// environment.</summary>
public sealed class QualityReviewOptions
{
    public const string Section = "QualityReview";

    /// <summary>Folder of the database and the exports. The default value is <c>data</c> in the working folder.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>Where exports are written. The default value is empty: <c>exports</c> in the data folder.</summary>
    public string ExportFolder { get; set; } = "";

    /// <summary>Whether an empty data folder gets the sample dataset at the first start. The default value is true.</summary>
    public bool LoadSampleDataset { get; set; } = true;

    /// <summary>Whether jobs that were interrupted go on when the program starts. The default value is true.</summary>
    public bool ResumeJobs { get; set; } = true;

    /// <summary>Name under which reviews are signed in single-user mode. The default value is empty: the name of the account that
    /// runs the program.</summary>
    public string Reviewer { get; set; } = "";

    /// <summary>Whether single-user mode may listen on addresses that other machines reach. The default value is false.</summary>
    public bool AllowRemote { get; set; }

    public AccessOptions Access { get; set; } = new();

    public ScoringOptions Scoring { get; set; } = new();

    public ImportOptions Import { get; set; } = new();

    public QueueOptions Queues { get; set; } = new();

    public SearchOptions Search { get; set; } = new();

    public ApiOptions Api { get; set; } = new();

    public TelemetryOptions Telemetry { get; set; } = new();

    /// <summary>Own scorers, beside the shipped ones and those that pages and commands have added (see <see cref="ScorerSettings"/>).</summary>
    public IList<ScorerOptions> Scorers { get; } = [];
}

/// <summary>Settings of all scorers that run a model.</summary>
public sealed class ScoringOptions
{
    /// <summary>Whether the shipped small models score. The default value is true.</summary>
    public bool ShippedScorers { get; set; } = true;

    /// <summary><c>auto</c> (a GPU where one works, else the CPU), <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>. The default value is
    /// <c>auto</c>.</summary>
    public string Device { get; set; } = "auto";

    /// <summary>Threads of the CPU's arithmetic, 0 to 256. The default value is 0: one a core.</summary>
    public int Threads { get; set; }

    /// <summary>Tokens in a batch, padding included, 64 to 1,000,000. The default value is 0: 1,024 on a CPU, 16,384 on a GPU.</summary>
    public int TokenBudget { get; set; }

    /// <summary>Folders, each with all that lies in it, in which pages may look for models. The default value is none: then any folder
    /// while only this machine reaches the app, and no folder with AllowRemote. Settings and commands are not bound to them.</summary>
    public IList<string> ModelFolders { get; } = [];
}

/// <summary>Settings of imports.</summary>
public sealed class ImportOptions
{
    /// <summary>Longest line in bytes, 1,024 to 1,000,000,000; a longer one is set aside. The default value is 16 MB.</summary>
    public int MaxLineBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How many times its own size a compressed file may inflate to, 10 to 100,000, above 64 MB; there it breaks off. The default
    /// value is 200.</summary>
    public int MaxExpansion { get; set; } = 200;
}

/// <summary>Settings of review queues.</summary>
public sealed class QueueOptions
{
    /// <summary>Seconds for which an item stays with a person who is not heard of, 10 to 86,400; an open page renews it. The default
    /// value is 300.</summary>
    public int LeaseSeconds { get; set; } = 300;
}

/// <summary>Settings of the search for words.</summary>
public sealed class SearchOptions
{
    /// <summary>Milliseconds that a search in Browse may take, 20 to 60,000; then what was found is shown, and said to be so. The default
    /// value is 200.</summary>
    public int Milliseconds { get; set; } = 200;
}

/// <summary>Settings of the HTTP API.</summary>
public sealed class ApiOptions
{
    /// <summary>Requests that one account may send in a minute, and one address where nobody is signed in, 1 to 1,000,000. Judging in a
    /// browser is not counted. The default value is 1,200.</summary>
    public int RequestsPerMinute { get; set; } = 1200;

    /// <summary>Longest body of a request in bytes, but for files that are imported, 1,024 to 1,000,000,000. The default value is 8 MB.</summary>
    public long MaxBodyBytes { get; set; } = 8 * 1024 * 1024;
}

/// <summary>Settings of the figures and traces that are sent to a collector.</summary>
public sealed class TelemetryOptions
{
    public const string HttpProtobuf = "http/protobuf", Grpc = "grpc";

    /// <summary>Address of an OpenTelemetry collector, such as <c>http://127.0.0.1:4318</c>. The default value is empty: nothing is sent, unless
    /// the standard variable OTEL_EXPORTER_OTLP_ENDPOINT names one.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary><c>http/protobuf</c> or <c>grpc</c>. The default value is <c>http/protobuf</c>.</summary>
    public string Protocol { get; set; } = HttpProtobuf;

    /// <summary>Seconds from one sending of the figures to the next, 1 to 3,600. The default value is 60.</summary>
    public int Seconds { get; set; } = 60;
}

/// <summary>One configured scorer.</summary>
public sealed class ScorerOptions
{
    /// <summary>Lower_snake, begins with the method, ends with a version, such as <c>perplexity_smollm_1</c>. Never reuse a key for
    /// other settings.</summary>
    public string Key { get; set; } = "";

    /// <summary><c>ask_llm</c>, <c>perplexity</c> or <c>density</c>.</summary>
    public string Method { get; set; } = "";

    /// <summary>Title in headings. The default value is empty: the method and the model's name.</summary>
    public string Title { get; set; } = "";

    /// <summary>Model folder as exported for Hugging Face; empty for an ensemble.</summary>
    public string Model { get; set; } = "";

    /// <summary>Ask-LLM: <c>paper</c>, <c>dclm</c>, <c>judge_mini</c>, or a prompt that holds <c>{document}</c>. The default value is
    /// <c>paper</c>.</summary>
    public string Prompt { get; set; } = "paper";

    /// <summary>Ask-LLM: <c>plain</c> gives the model the prompt as it is, <c>chat</c> as the user's message under the model's own chat
    /// template. The default value is <c>plain</c>.</summary>
    public string Template { get; set; } = "plain";

    /// <summary>Ask-LLM with a chat template: the system's message. The default value is empty: none.</summary>
    public string System { get; set; } = "";

    /// <summary>Ask-LLM: spellings of the answer that count as yes. The default value is empty: the prompt's own.</summary>
    public IList<string> Yes { get; } = [];

    /// <summary>Ask-LLM: spellings of the answer that count as no. The default value is empty: the prompt's own.</summary>
    public IList<string> No { get; } = [];

    /// <summary>Density: stands before every text, such as <c>passage: </c>. The default value is empty: what the model's files put before
    /// documents.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Tokens that the model reads at once. The default value is 0: the model's context length.</summary>
    public int Window { get; set; }

    /// <summary>Perplexity: tokens from one window to the next. The default value is 0: half a window.</summary>
    public int Stride { get; set; }

    /// <summary>Tokens of a text that are read at most. The default value is 0: all of them (Ask-LLM: as many as fit).</summary>
    public int MaxTokens { get; set; }

    /// <summary>Keys of the scorers of the same method whose mean percentile this one is; two and more make it an ensemble. The default
    /// value is none.</summary>
    public IList<string> Members { get; } = [];

    /// <summary>Density: <c>p_stable</c> (by distance) or <c>angular</c> (by angle). The default value is <c>p_stable</c>.</summary>
    public string Kernel { get; set; } = "p_stable";

    /// <summary>Density: datasets up to this many samples are computed exactly, larger ones by a sketch, 0 to 200,000. The default value
    /// is 20,000.</summary>
    public int ExactUpTo { get; set; } = 20_000;

    /// <summary>Density: rows of the sketch, 16 to 4,096; the error falls with their square root. The default value is 256.</summary>
    public int Rows { get; set; } = 256;
}
