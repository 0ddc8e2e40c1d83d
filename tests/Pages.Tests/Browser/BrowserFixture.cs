using Xunit;

[assembly: AssemblyFixture(typeof(Zhuhui.Edge.Pages.Tests.Browser.BrowserFixture))]

namespace Zhuhui.Edge.Pages.Tests.Browser;

/// <summary>One real browser for all tests of this program.</summary>
public sealed class BrowserFixture : RealBrowser, IAsyncLifetime;
