using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.Live;

/// <summary>A part of a page as it was drawn last.</summary>
/// <param name="Version">Higher than that of all that was drawn before it.</param>
internal sealed record DrawnPart(string Name, string Html, long Version);

/// <summary>A sheet as it is drawn for all who see the same on it: by one loop, and read by those who look. While nobody looks it is not
/// drawn, and what was drawn before is thrown away: it is not the present.</summary>
internal sealed class DrawnSheet(ISheetSource source, Language language, Role role)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DrawnPart> _parts = new(StringComparer.Ordinal);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (long Since, byte[] Bytes)? _word;
    private string _at = "";
    private long _version;
    private int _viewers;

    public bool IsWatched => Volatile.Read(ref _viewers) > 0;

    /// <summary>The last attempt to draw it met a bug: nobody is told that what was drawn before still holds.</summary>
    public bool IsBroken { get; private set; }

    public void Open()
    {
        lock (_lock)
        {
            if (_viewers++ == 0)
            {
                _parts.Clear();
                IsBroken = false;
            }
        }
    }

    public void Close() => Interlocked.Decrement(ref _viewers);

    /// <summary>As server-sent events, the parts that a viewer has not been sent yet and when this was drawn, written once for all who
    /// have the same; null where there is nothing to go by. And what ends at the next look.</summary>
    /// <param name="seen">The last version it has; zero for none. Moved on.</param>
    public (byte[]? Word, Task Changed) After(ref long seen)
    {
        lock (_lock)
        {
            var since = seen;
            seen = _version;
            if (_parts.Count == 0)
            {
                return (null, _changed.Task);
            }

            if (_word?.Since != since)
            {
                _word = (since, Encoding.UTF8.GetBytes(string.Concat(_parts.Values.Where(part => part.Version > since)
                    .Select(part => Event("part", new { name = part.Name, html = part.Html })).Append(Event("word", new { at = _at })))));
            }

            return (_word.Value.Bytes, _changed.Task);
        }
    }

    /// <summary>A server-sent event.</summary>
    public static string Event<T>(string name, T data) => $"event: {name}\ndata: {JsonSerializer.Serialize(data)}\n\n";

    public async Task DrawAsync(HtmlRenderer renderer, SiteFile site, DateTimeOffset now, ILogger logger)
    {
        List<(string Name, string Html)> drawn = [];
        var isBroken = false;
        try
        {
            var shown = new View(language, new Caller("", "", role), site, "", source.Now(language, role));
            foreach (var (name, type) in source.Sheet.Parts)
            {
                drawn.Add((name, await DrawAsync(renderer, type, shown)));
            }
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            // A bug in a page costs the page, never the gateway: the stream ends, and the page says that it is old.
            logger.SheetBroken(bug, source.Sheet.Name);
            isBroken = true;
        }

        TaskCompletionSource told;
        lock (_lock)
        {
            IsBroken = isBroken;
            foreach (var (name, html) in drawn.Where(part => _parts.GetValueOrDefault(part.Name)?.Html != part.Html))
            {
                _parts[name] = new DrawnPart(name, html, ++_version);
            }

            (_at, _word) = ($"{site.LocalTime(now):HH:mm:ss}", null);
            told = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        told.SetResult();
    }

    private static Task<string> DrawAsync(HtmlRenderer renderer, Type part, View shown) => renderer.Dispatcher.InvokeAsync(async () =>
        (await renderer.RenderComponentAsync<Shell>(ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(Shell.Page)] = part,
            [nameof(Shell.Shown)] = shown,
        }))).ToHtmlString());
}
