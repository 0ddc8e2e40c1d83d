using System.Text.Json;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Api.Live;

/// <param name="Id">Null where it has none.</param>
internal sealed record HeardMessage(string Name, string? Id, JsonDocument Data);

/// <summary>A live stream as a page hears it.</summary>
internal sealed class HeardStream : IAsyncDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _lines;
    private readonly List<HeardMessage> _heard = [];

    private HeardStream(HttpResponseMessage answer, StreamReader lines) => (_answer, _lines) = (answer, lines);

    public static async Task<HeardStream> OpenAsync(HttpClient client, string? last)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "live");
        if (last is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", last);
        }

        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        return new HeardStream(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next message, whatever it is, but none of a name.</summary>
    public async Task<HeardMessage> NextAsync(string? but = null, CancellationToken? patience = null)
    {
        var until = patience ?? Eventually.Token;
        var (name, id, data) = ("", (string?)null, "");
        while (await _lines.ReadLineAsync(until) is { } line)
        {
            switch (line.Split(": ", 2))
            {
                case ["event", var given]:
                    name = given;
                    break;
                case ["id", var given]:
                    id = given;
                    break;
                case ["data", var given]:
                    data = given;
                    break;
                case [""] when data.Length > 0 && name != but:
                    _heard.Add(new HeardMessage(name, id, JsonDocument.Parse(data)));
                    return _heard[^1];
                case [""]:
                    (name, id, data) = ("", null, "");
                    break;
            }
        }

        throw new EndOfStreamException();
    }

    public async Task<HeardMessage> UntilAsync(string name, Func<JsonElement, bool>? where = null)
    {
        var patience = Eventually.Token;
        while (true)
        {
            var said = await NextAsync(patience: patience);
            if (said.Name == name && where?.Invoke(said.Data.RootElement) != false)
            {
                return said;
            }
        }
    }

    /// <summary>Once this was told, before or after whatever was waited for last: a change is told as the state it led to and as what
    /// happened, and the state may be looked at between the two.</summary>
    public async Task<HeardMessage> ToldAsync(string name, Func<JsonElement, bool>? where = null) =>
        _heard.Find(said => said.Name == name && where?.Invoke(said.Data.RootElement) != false) ?? await UntilAsync(name, where);

    /// <summary>Hears to the end, in order or not.</summary>
    public async Task EndAsync()
    {
        try
        {
            while (true)
            {
                await NextAsync();
            }
        }
        catch (IOException)
        {
            // EndOfStreamException is one.
        }
        catch (HttpRequestException)
        {
            // The connection went first.
        }
    }

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _answer.Dispose();
        return ValueTask.CompletedTask;
    }
}
