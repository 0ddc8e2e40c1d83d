namespace Zhuhui.Edge.Gateway.Access;

/// <summary>What is still to come before somebody is let in.</summary>
internal enum StillNeeded
{
    Card,
    Pin,
    Face,
    SecondPerson,
}
