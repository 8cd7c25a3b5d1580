using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QualityReview.Benchmarks.Pages;

/// <summary>One open page without a browser: speaks the hub protocol of Blazor's circuits over a WebSocket, acknowledges what is rendered,
/// and answers the calls into scripts. Its times run from sending to the last batch of rendering that shows the wanted content.</summary>
internal sealed partial class PageCircuit : IAsyncDisposable
{
    /// <summary>What Browse says of an empty list, whatever else was wanted.</summary>
    public const string Nothing = "Nothing matches";

    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(60);
    private static readonly byte[] _nothing = Encoding.UTF8.GetBytes(Nothing);
    private static readonly byte[] _failed = Encoding.UTF8.GetBytes("This page could not be shown");

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _over = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Uri _server;
    private Task _receiving = Task.CompletedTask;
    private TaskCompletionSource<long> _seen = new();
    private TaskCompletionSource _started = new();
    private byte[] _wanted = [];
    private long _list = -1;
    private long _calls;

    private PageCircuit(Uri server, (string Name, string Value)? header)
    {
        _server = server;
        if (header is var (name, value))
        {
            _socket.Options.SetRequestHeader(name, value);
        }
    }

    /// <summary>Faults that the server told of, or that ended the connection.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Samples of the list that was attached last.</summary>
    public int Count { get; private set; }

    /// <summary>The last batch with what was wanted, as text.</summary>
    public string Shown { get; private set; } = "";

    /// <summary>Opens a page: gets it, and makes it live.</summary>
    /// <param name="header">Names the person, where a proxy is played.</param>
    public static async Task<PageCircuit> OpenAsync(Uri server, string path, HttpClient client, string wanted, (string Name, string Value)? header = null)
    {
        var circuit = new PageCircuit(server, header);
        var page = await client.GetStringAsync(new Uri(server, path));
        var operations = new JsonArray([.. Marker().Matches(page).Select((match, i) => (JsonNode)new JsonObject
        {
            ["type"] = "add", ["ssrComponentId"] = i + 1, ["marker"] = JsonNode.Parse(match.Groups[1].Value),
        })]);
        var state = State().Match(page) is { Success: true } found ? found.Groups[1].Value : "";
        await circuit._socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/_blazor" }.Uri, CancellationToken.None);
        await circuit._socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, CancellationToken.None);
        circuit._receiving = Task.Run(circuit.ReceiveAsync);
        circuit.Want(wanted);
        await circuit.SendAsync("0", "StartCircuit", server.AbsoluteUri, new Uri(server, path).AbsoluteUri, "[]", "");
        await circuit._started.Task.WaitAsync(_longest);
        await circuit.SendAsync(null, "UpdateRootComponents", new JsonObject { ["batchId"] = 1, ["operations"] = operations }.ToJsonString(), state);
        await circuit._seen.Task.WaitAsync(_longest);
        return circuit;
    }

    /// <summary>Follows a link within the app.</summary>
    /// <param name="wanted">Text that is rendered last.</param>
    /// <returns>Milliseconds.</returns>
    public Task<double> GoAsync(string path, string wanted) => TimedAsync(wanted, "OnLocationChanged", new Uri(_server, path).AbsoluteUri, null, false);

    /// <summary>Scrolls the list.</summary>
    /// <returns>Milliseconds.</returns>
    public Task<double> SeeAsync(int first, int count, string wanted) => TimedAsync(
        wanted, "BeginInvokeDotNetFromJS", (++_calls).ToString(CultureInfo.InvariantCulture), null, "Seen", _list, string.Create(CultureInfo.InvariantCulture, $"[{first},{count}]"));

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        try
        {
            await _receiving;
        }
        finally
        {
            _socket.Dispose();
            _sending.Dispose();
            _over.Dispose();
        }
    }

    [GeneratedRegex("<!--Blazor:({\"type\":\"server\".*?\"descriptor\".*?})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();

    private void Want(string text)
    {
        _wanted = Encoding.UTF8.GetBytes(text);
        _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private async Task<double> TimedAsync(string wanted, string target, params object?[] arguments)
    {
        Want(wanted);
        var began = Stopwatch.GetTimestamp();
        await SendAsync(null, target, arguments);
        var ended = await _seen.Task.WaitAsync(_longest);
        return Stopwatch.GetElapsedTime(began, ended).TotalMilliseconds;
    }

    private async Task SendAsync(string? invocation, string target, params object?[] arguments)
    {
        var message = new PackWriter().Write(new object?[] { 1, new Dictionary<string, object?>(), invocation, target, arguments, Array.Empty<object?>() }).Framed();
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Binary, true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[1 << 16];
        var filled = 0;
        var greeted = false;
        try
        {
            while (!_over.IsCancellationRequested)
            {
                if (filled == buffer.Length)
                {
                    Array.Resize(ref buffer, 2 * buffer.Length);
                }

                var received = await _socket.ReceiveAsync(buffer.AsMemory(filled), _over.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    throw new WebSocketException("The server closed the connection.");
                }

                filled += received.Count;
                var start = 0;
                if (!greeted)
                {
                    // The answer to the handshake is JSON that ends with a record separator.
                    start = buffer.AsSpan(0, filled).IndexOf((byte)0x1e) + 1;
                    greeted = start > 0;
                }

                while (greeted && PackReader.TryFrame(buffer.AsSpan(start, filled - start), out var skip, out var length))
                {
                    await HandleAsync((object?[])new PackReader(buffer.AsSpan(start + skip, length)).Read()!);
                    start += skip + length;
                }

                buffer.AsSpan(start, filled - start).CopyTo(buffer);
                filled -= start;
            }
        }
        catch (OperationCanceledException)
        {
            // The page is closed.
        }
        catch (Exception fault) when (fault is WebSocketException or IOException)
        {
            Fail(fault.Message);
        }
    }

    private async Task HandleAsync(object?[] message)
    {
        switch (message)
        {
            case [3L, _, "0", var kind, ..]:
                _started.TrySetResult();
                if (kind is 1L)
                {
                    Fail($"The circuit was refused: {message[^1]}");
                }

                break;
            case [1L, _, _, "JS.RenderBatch", object?[] and [long batch, byte[] bytes], ..]:
                var at = Stopwatch.GetTimestamp();
                await SendAsync(null, "OnRenderCompleted", batch, null);
                if (bytes.AsSpan().IndexOf(_failed) >= 0)
                {
                    Fail("The page says that it could not be shown.");
                }

                if (bytes.AsSpan().IndexOf(_nothing) >= 0)
                {
                    Count = 0;
                }

                if (bytes.AsSpan().IndexOf(_wanted) >= 0 || bytes.AsSpan().IndexOf(_nothing) >= 0)
                {
                    Shown = Encoding.UTF8.GetString(bytes);
                    _seen.TrySetResult(at);
                }

                break;
            case [1L, _, _, "JS.BeginInvokeJS", object?[] call, ..]:
                await AnswerAsync(call);
                break;
            case [1L, _, _, "JS.Error", object?[] fault, ..]:
                Fail($"The page failed: {fault.FirstOrDefault()}");
                break;
            case [6L]:
                await SendPingAsync();
                break;
            case [7L, ..]:
                Fail($"The server closed the circuit: {message.ElementAtOrDefault(1)}");
                break;
        }
    }

    private async Task AnswerAsync(object?[] call)
    {
        var (handle, function, arguments) = ((long)call[0]!, (string)call[1]!, call[2] as string ?? "[]");
        if (function == "attach")
        {
            using var parsed = JsonDocument.Parse(arguments);
            if (parsed.RootElement.EnumerateArray().FirstOrDefault(argument => argument.ValueKind == JsonValueKind.Object && argument.TryGetProperty("__dotNetObject", out _)) is { ValueKind: JsonValueKind.Object } owner
                && parsed.RootElement.GetArrayLength() == 3 && parsed.RootElement[2].ValueKind == JsonValueKind.Number)
            {
                (_list, Count) = (owner.GetProperty("__dotNetObject").GetInt64(), parsed.RootElement[2].GetInt32());
            }
        }
        else if (function == "update")
        {
            using var parsed = JsonDocument.Parse(arguments);
            Count = parsed.RootElement[1].GetInt32();
        }

        if (handle != 0)
        {
            // 1 stands for a reference to a script's object.
            var answer = call[3] is 1L ? "{\"__jsObjectId\":" + (++_calls).ToString(CultureInfo.InvariantCulture) + "}" : "null";
            await SendAsync(null, "EndInvokeJSFromDotNet", handle, true, string.Create(CultureInfo.InvariantCulture, $"[{handle},true,{answer}]"));
        }
    }

    private async Task SendPingAsync()
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(new PackWriter().Write(new object?[] { 6 }).Framed(), WebSocketMessageType.Binary, true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    private void Fail(string fault)
    {
        Faults.Add(fault);
        _seen.TrySetException(new QualityReviewException(fault));
        _started.TrySetException(new QualityReviewException(fault));
    }
}
