using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>The running gateway can't be asked: none runs, or it did not take what was asked or did not answer in time.</summary>
internal sealed class GatewayAwayException(Wording words, Exception? inner = null) : Exception(words.En, inner)
{
    public Wording Words => words;
}
