using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Problems;

/// <summary>What was sent in a field is not UTF-8: what it was meant to say is not known.</summary>
internal sealed class NotUtf8Exception(string place) : BadHttpRequestException(ApiTexts.NotUtf8(place).En)
{
    public string Field => place;

    public Wording Words => ApiTexts.NotUtf8(place);
}
