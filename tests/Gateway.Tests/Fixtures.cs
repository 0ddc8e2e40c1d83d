using Xunit;
using Zhuhui.Edge.Tests.Support;

[assembly: AssemblyFixture(typeof(EndOfTests))]
[assembly: AssemblyFixture(typeof(FastTests))]
