namespace Zhuhui.Edge.Gateway.Events;

/// <summary>What is still to come before somebody is let in.</summary>
internal enum StillNeeded
{
    Card,
    Pin,
    Face,
    SecondPerson,
}
