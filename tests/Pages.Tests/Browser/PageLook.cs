using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Pages.Tests.Browser;

/// <summary>Looks at pages in one language as people see them: nothing for the accessibility checker, nothing beyond the edge, no word of
/// another language. Takes their pictures where it is told to.</summary>
internal sealed class PageLook(string language, bool takesPictures)
{
    private const int MostHeight = 2000;

    /// <summary>Words in another writing than the page's, what is said to who cannot see it as well: neither what a program reads, nor the
    /// name of another language.</summary>
    private const string Foreign = """
        language => {
            const other = language === 'zh' ? /(?<![\w.:\/@-])[A-Za-z]{2,}(?![\w:\/@-])/g : /[\u4e00-\u9fff]+/g;
            const said = [...document.querySelectorAll('[placeholder], [aria-label], [alt], [title]')].flatMap(one =>
                ['placeholder', 'aria-label', 'alt', 'title'].map(name => one.getAttribute(name) ?? ''));
            const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) {
                const within = walk.currentNode.parentElement;
                if (!within.closest('pre, code, textarea, script, noscript, body [lang]')) said.push(walk.currentNode.data);
            }
            return [...new Set(said.flatMap(text => text.match(other) ?? []))];
        }
        """;

    /// <summary>Written so in either language: a word of a command, kinds of files, units, and what the calendar's file calls
    /// holidays.</summary>
    private static readonly string[] _everywhere =
    [
        "registry", "CSV", "XLSX", "ZIP", "JPEG", "PNG", "JSON", "MB", "GB", "Ctrl", "PIN", "湘",
        "元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节",
    ];

    private static readonly ViewportSize _desk = new() { Width = 1366, Height = 768 };
    private static readonly ViewportSize _phone = new() { Width = 390, Height = 844 };

    /// <summary>What is wrong with the pages that were looked at.</summary>
    public List<string> Wrong { get; } = [];

    /// <param name="name">What the page's picture is called; null where none is taken.</param>
    /// <param name="isOpen">Its picture is taken with its acts unfolded.</param>
    public async Task LookAsync(Visitor visitor, string path, string? name, bool isOpen = false)
    {
        // Without pictures each page is looked at once a language, once as a desk's and once as a phone's.
        foreach (var size in takesPictures ? [_desk, _phone] : language == "zh" ? [_desk] : (ViewportSize[])[_phone])
        {
            await LookAsync(visitor, path, size, takesPictures ? name : null, isOpen);
        }
    }

    private async Task LookAsync(Visitor visitor, string path, ViewportSize size, string? name, bool isOpen)
    {
        var (page, where) = (visitor.Page, $"{path} at {size.Width} in {language}");
        await page.SetViewportSizeAsync(size.Width, size.Height);
        await page.GotoAsync(path);

        // What is folded away is a page as well.
        await UnfoldAsync(page, "details");
        if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth") is > 0 and var beyond)
        {
            Wrong.Add($"{where}: {beyond} pixels beyond the edge");
        }

        Wrong.AddRange((await page.RunAxe()).Violations.Select(one => $"{where}: {one.Id}: {one.Help}: {one.Nodes[0].Html}"));
        Wrong.AddRange((await page.EvaluateAsync<string[]>(Foreign, language)).Except(_everywhere).Select(word => $"{where}: {word}"));
        if (name is null)
        {
            return;
        }

        await UnfoldAsync(page, isOpen ? "details:has(form)" : "#none");
        await page.EvaluateAsync("() => scrollTo(0, 0)");
        var height = await page.EvaluateAsync<int>("() => document.documentElement.scrollHeight");
        await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Repository.At("docs", "console", $"{name}-{size.Width}-{language}.png"),
            FullPage = true,
            Animations = ScreenshotAnimations.Disabled,
            Clip = height > MostHeight ? new Clip { Width = size.Width, Height = MostHeight } : null,
        });
    }

    private static async Task UnfoldAsync(IPage page, string which) => await page.EvaluateAsync(
        "which => document.querySelectorAll('details').forEach(one => one.open = one.matches(which))", which);
}
