using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using Zhuhui.Edge.Gateway.Cli.Setup.Asking;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;
using Zhuhui.Edge.Pages.Tests.Browser;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Pages.Tests;

/// <summary>A technician sets a new box up in a browser, from the code on the terminal to a door that opened for a first card, with the
/// real program.</summary>
[Trait("needs", "process")]
public sealed partial class SetupStoryTests(BrowserFixture browser) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_demo_s_box_is_set_up_in_a_browser_and_a_first_card_opens()
    {
        var place = $"127.0.0.1:{LoopbackPort.Free()}";
        await using var setUp = RunningProgram.Start("zhuhui-edge", ["init", "--browser", "--listen", place, "--folder", _folder.At("etc"),
            "--data", _folder.At("data")]);
        await setUp.SaysAsync("(SHA-256)");
        var code = Code().Match(setUp.Said).Value;

        var context = await browser.NewAsync(new BrowserNewContextOptions { BaseURL = $"https://{place}" });
        await using var closing = context;
        var page = await context.NewPageAsync();
        List<string> complaints = [];
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync("/");
        await EnterAsync(page, "0000-0000-0000-0000");
        await page.WaitForSelectorAsync(".said.bad");
        await EnterAsync(page, code);

        // Nobody else comes in by it, and nothing is shown to who did not.
        await using var stranger = await browser.NewAsync(new BrowserNewContextOptions { BaseURL = $"https://{place}" });
        var other = await stranger.NewPageAsync();
        await other.GotoAsync("/");
        await EnterAsync(other, code);
        await other.WaitForSelectorAsync(".said.bad");
        Assert.Equal(0, await other.Locator("[data-question]").CountAsync());

        var answers = AnswerFile.Parse("answers.json", await File.ReadAllBytesAsync(Repository.At("deploy", "demo", "answers.json")));
        var isWrongGiven = false;
        while (await NextAsync(page) is { } key)
        {
            if (key == "compound.id" && !isWrongGiven)
            {
                // What is no answer is asked once more, with the reason.
                isWrongGiven = true;
                await AnswerAsync(page, key, "Garden Lane!");
                await page.WaitForSelectorAsync("[data-question='compound.id'] .said.bad");
                await AnswerAsync(page, key, "garden-lane");
            }
            else
            {
                await AnswerAsync(page, key, answers.Take(key));
            }
        }

        answers.RefuseUnasked();
        Assert.True(isWrongGiven);
        var told = await page.InnerTextAsync("main");
        Assert.Contains("East gate is released: its relay was read back.", told, StringComparison.Ordinal);
        Assert.Matches("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", told);
        Assert.Equal(0, await setUp.EndsAsync());
        Assert.Empty(complaints);
        Assert.Equal((0, ""), await CheckAsync());
    }

    private async Task<(int Code, string Error)> CheckAsync()
    {
        var (code, _, error) = await RunningProgram.RunAsync("zhuhui-edge", "check", "--site", _folder.At("etc/site.jsonc"));
        return (code, error);
    }

    private static async Task EnterAsync(IPage page, string code)
    {
        await page.FillAsync("[name=code]", code);
        await page.ClickAsync("form.entry button");
    }

    /// <returns>The key of what is asked; null once all is over.</returns>
    private static async Task<string?> NextAsync(IPage page)
    {
        await page.WaitForSelectorAsync("[data-question], .said.good", new PageWaitForSelectorOptions { Timeout = 120_000 });
        var question = page.Locator("[data-question]");
        return await question.CountAsync() == 0 ? null : await question.GetAttributeAsync("data-question");
    }

    /// <param name="answer">Null: what is proposed.</param>
    private static async Task AnswerAsync(IPage page, string key, string? answer)
    {
        var form = page.Locator($"[data-question='{key}']");
        var number = await form.Locator("[name=number]").InputValueAsync();
        if (await form.Locator("button[name=answer]").CountAsync() > 0)
        {
            await form.Locator(answer is null ? "button[name=answer]:not(.secondary)" : $"button[name=answer][value='{answer}']")
                .ClickAsync();
        }
        else
        {
            if (await form.Locator("[type=radio]").CountAsync() == 0)
            {
                await (answer is null ? Task.CompletedTask : form.Locator("[name=answer]").FillAsync(answer));
            }
            else if (answer is not null)
            {
                await form.Locator($"[type=radio][value='{answer}']").CheckAsync();
            }

            await form.Locator("button").ClickAsync();
        }

        await page.WaitForFunctionAsync("number => document.querySelector('[name=number]')?.value !== number", number);
    }

    [GeneratedRegex("[0-9A-Z]{4}(-[0-9A-Z]{4}){3}")]
    private static partial Regex Code();
}
