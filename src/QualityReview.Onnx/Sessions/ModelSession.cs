using Microsoft.ML.OnnxRuntime;
using QualityReview.Onnx.Devices;
using QualityReview.Onnx.Graphs;

namespace QualityReview.Onnx.Sessions;

/// <summary>A loaded graph. Safe for many threads.</summary>
internal sealed class ModelSession : IDisposable
{
    private static readonly Lazy<bool> s_arena = new(RegisterArena);

    private readonly InferenceSession _session;

    private ModelSession(InferenceSession session) => _session = session;

    /// <param name="model">The edited graph.</param>
    /// <param name="modelFile">The file that it came from: external weights lie beside it.</param>
    /// <param name="cuda">GPU index, or null for the CPU.</param>
    /// <param name="threads">CPU threads that one run may use.</param>
    public static ModelSession Load(byte[] model, string modelFile, int? cuda, int threads)
    {
        try
        {
            var (linked, folder) = DataLinks.Follow(model, Path.GetDirectoryName(Path.GetFullPath(modelFile))!);
            using var options = Options(folder, cuda, threads);
            return new ModelSession(new InferenceSession(linked, options));
        }
        catch (OnnxRuntimeException fault)
        {
            throw new QualityReviewException($"{modelFile} cannot be loaded: {RunFault.Brief(fault)}", fault);
        }
    }

    /// <summary>Runs the graph and copies out its float output.</summary>
    /// <exception cref="RunFault">The run failed, or its memory did not suffice.</exception>
    public float[] Run(TensorFeed feed, string output, CancellationToken cancellation)
    {
        using var value = RunToValue(feed, output, cancellation);
        return value.GetTensorDataAsSpan<float>().ToArray();
    }

    /// <summary>Runs the graph and gives its output as it is, for another graph to read; whoever asks frees it.</summary>
    /// <exception cref="RunFault">The run failed, or its memory did not suffice.</exception>
    public OrtValue RunToValue(TensorFeed feed, string output, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var options = new RunOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        using var stop = cancellation.Register(static run => ((RunOptions)run!).Terminate = true, options);
        try
        {
            return _session.Run(options, feed.Names, feed.Values, [output])[0];
        }
        catch (OnnxRuntimeException fault)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new RunFault(fault);
        }
    }

    public void Dispose() => _session.Dispose();

    private static SessionOptions Options(string dataFolder, int? cuda, int threads)
    {
        _ = s_arena.Value;
        var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            // A pattern is learnt for each shape, and nearly every batch has a shape of its own.
            EnableMemoryPattern = false,
            // What goes wrong comes as an exception, with the same words.
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        // Spinning threads cost 43 % where another process wants the cores (measured).
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.use_env_allocators", "1");
        // Models loaded from bytes do not know where their data files lie.
        options.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", dataFolder);
        if (cuda is { } index)
        {
            CudaProbe.Append(options, index);
        }
        return options;
    }

    // One arena for all sessions, grown by what is asked and not to the next power of two.
    private static bool RegisterArena()
    {
        using var memory = new OrtMemoryInfo(OrtMemoryInfo.allocatorCPU, OrtAllocatorType.ArenaAllocator, 0, OrtMemType.Default);
        using var arena = new OrtArenaCfg(maxMemory: 0, arenaExtendStrategy: 1, initialChunkSizeBytes: -1, maxDeadBytesPerChunk: -1);
        OrtEnv.Instance().CreateAndRegisterAllocator(memory, arena);
        return true;
    }
}
