using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Faces;

namespace Zhuhui.Edge.Gateway.Host;

/// <summary>What must be open and read before anything runs. A disk or key that can't be read is found when this is made, where the holder
/// of the fire contact can wait and try again, and not after the start.</summary>
internal sealed record Preparation(PeopleWriter People, VisionModels Models, Credentials Credentials)
{
    /// <summary>Settles what a kill left open and reads the residents into memory.</summary>
    public void Run() => People.Begin(Models.Pack?.Id);
}
