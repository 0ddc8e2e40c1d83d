using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>Photos and lists are in memory while they are looked at: so many at a time, and no queue of them.</summary>
internal sealed class UploadGate : IDisposable
{
    private const int Most = 2;

    private readonly SemaphoreSlim _free = new(Most, Most);

    public async Task<ActOutcome> EnterAsync(SiteFile site, Func<Task<ActOutcome>> take)
    {
        if (!await _free.WaitAsync(TimeSpan.Zero))
        {
            return new ActOutcome.Answered(ApiProblem.Of(StatusCodes.Status503ServiceUnavailable, "busy", RecordTexts.UploadsFull(Most),
                site.Language));
        }

        try
        {
            return await take();
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}
