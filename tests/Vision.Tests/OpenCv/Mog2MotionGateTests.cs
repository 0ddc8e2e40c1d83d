using Zhuhui.Edge.Vision.Motion;
using Zhuhui.Edge.Vision.OpenCv;
using Zhuhui.Edge.Vision.Tests.Motion;

namespace Zhuhui.Edge.Vision.Tests.OpenCv;

public sealed class Mog2MotionGateTests : MotionGateContract
{
    private protected override MotionGate Create(TimeProvider time) => new Mog2MotionGate(time);
}
