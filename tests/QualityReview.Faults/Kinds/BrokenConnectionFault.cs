using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace QualityReview.Faults.Kinds;

/// <summary>Many connections break off at once: in the middle of headers, bodies, uploads and answers, and the web sockets of circuits.</summary>
internal sealed class BrokenConnectionFault : FaultKind
{
    public override string Name => "dropped connections";

    public override Task StrikeAsync(FaultRun run) => Task.WhenAll(Enumerable.Range(0, 24).Select(number => DropAsync(run, run.NewPerson($"reviewer{10 + number}"), number % 4)));

    private static async Task DropAsync(FaultRun run, Person person, int way)
    {
        try
        {
            switch (way)
            {
                case 0:
                    await ResetAsync(run, person, "POST /api/queues/q/verdicts HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Quality-Rev");
                    break;
                case 1:
                    await ResetAsync(run, person, $"POST /api/datasets/half/imports?file=half.jsonl HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Quality-Review: 1\r\n{Person.Header}: {person.Name}\r\nContent-Type: application/octet-stream\r\nContent-Length: 100000\r\n\r\n{{\"id\":\"a\",\"text\":\"half");
                    break;
                case 2:
                    person.CutsOneIn = 1;
                    for (var i = 0; i < 5; i++)
                    {
                        await person.SendAsync(HttpMethod.Get, $"/api/datasets/{Templates.Worked}/samples?take=200&text=full", mayCut: true);
                    }

                    break;
                default:
                    await CircuitAsync(run, person);
                    break;
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException or WebSocketException or HttpRequestException or TaskCanceledException)
        {
            // It broke off earlier than it was meant to.
        }
    }

    private static async Task ResetAsync(FaultRun run, Person person, string beginning)
    {
        var address = run.Address(person.Random);
        // Closing sends a reset instead of an end.
        using var client = new TcpClient { LingerState = new LingerOption(true, 0) };
        await client.ConnectAsync(address.Host, address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(beginning));
        await Task.Delay(person.Random.NextInt(200));
    }

    /// <summary>Opens the web socket of a circuit as a browser does, and loses it.</summary>
    public static async Task CircuitAsync(FaultRun run, Person person)
    {
        var address = run.Address(person.Random);
        using var client = new HttpClient { DefaultRequestHeaders = { { Person.Header, person.Name } } };
        using var answer = await client.PostAsync(new Uri(address, "/_blazor/negotiate?negotiateVersion=1"), JsonContent.Create(new { }));
        if (!answer.IsSuccessStatusCode)
        {
            run.Breach($"A circuit cannot be negotiated: {(int)answer.StatusCode}.");
            return;
        }

        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("connectionToken").GetString();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader(Person.Header, person.Name);
        socket.Options.SetRequestHeader("Origin", address.OriginalString);
        await socket.ConnectAsync(new Uri($"ws://{address.Authority}/_blazor?id={token}"), CancellationToken.None);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Binary, true, CancellationToken.None);
        await Task.Delay(person.Random.NextInt(200));
        socket.Abort();
        run.Note("circuits dropped");
    }
}
