using Xunit;
using Zhuhui.Edge.Tests.Support;

[assembly: AssemblyFixture(typeof(FastTests))]
