using System.Diagnostics;
using Microsoft.Playwright;
using Xunit;

namespace Zhuhui.Edge.Pages.Tests.Browser;

/// <summary>How somebody does things on a page, counted from the login on.</summary>
internal abstract class Hand(IPage page)
{
    private readonly Stopwatch _since = Stopwatch.StartNew();

    protected IPage Page => page;

    /// <summary>Clicks, or keys that are no typing.</summary>
    public int Count { get; protected set; }

    public TimeSpan Time => _since.Elapsed;

    /// <summary>Presses a link, a button, or what is folded away.</summary>
    public abstract Task PressAsync(string what);

    /// <summary>Ticks a box.</summary>
    public abstract Task TickAsync(string what);

    /// <summary>Types, which is not counted.</summary>
    public abstract Task TypeAsync(string what, string text);

    /// <summary>Chooses a file, which the browser itself asks for.</summary>
    public abstract Task ChooseAsync(string what, string file);
}

/// <summary>With a mouse: each press is a click.</summary>
internal sealed class Mouse(IPage page) : Hand(page)
{
    public override async Task PressAsync(string what)
    {
        Count++;
        await Page.ClickAsync(what);
    }

    public override Task TickAsync(string what) => PressAsync(what);

    public override Task TypeAsync(string what, string text) => Page.Locator(what).First.FillAsync(text);

    public override async Task ChooseAsync(string what, string file)
    {
        Count++;
        await Page.SetInputFilesAsync(what, file);
    }
}

/// <summary>With the keyboard alone: the tab key until the focus is where it is wanted, and each place on the way can be seen to have
/// it.</summary>
internal sealed class Keyboard(IPage page) : Hand(page)
{
    private const int MostTabs = 120;

    /// <summary>Where the focus is that nobody can see.</summary>
    private const string Unseen = """
        () => {
            const here = document.activeElement;
            if (!here || here === document.body) return null;
            const style = getComputedStyle(here);
            const box = here.getBoundingClientRect();
            const isSeen = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
            return isSeen && box.width > 0 && box.height > 0 ? null : here.outerHTML.slice(0, 200);
        }
        """;

    public override async Task PressAsync(string what)
    {
        await ReachAsync(what);
        await KeyAsync("Enter");
    }

    public override async Task TickAsync(string what)
    {
        await ReachAsync(what);
        await KeyAsync("Space");
    }

    public override async Task TypeAsync(string what, string text)
    {
        await ReachAsync(what);
        await Page.Keyboard.PressAsync("Control+A");
        await Page.Keyboard.TypeAsync(text);
    }

    public override async Task ChooseAsync(string what, string file)
    {
        await ReachAsync(what);
        Count++;
        await Page.SetInputFilesAsync(what, file);
    }

    private async Task KeyAsync(string key)
    {
        Count++;
        await Page.Keyboard.PressAsync(key);
    }

    private async Task ReachAsync(string what)
    {
        var wanted = Page.Locator(what).First;
        await wanted.WaitForAsync();
        for (var tabs = 0; !await wanted.EvaluateAsync<bool>("one => one === document.activeElement"); tabs++)
        {
            Assert.True(tabs < MostTabs, $"{what} on {Page.Url} is not reached by the tab key");
            await KeyAsync("Tab");
            Assert.Null(await Page.EvaluateAsync<string?>(Unseen));
        }
    }
}
