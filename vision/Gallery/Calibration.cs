namespace Zhuhui.Edge.Vision.Gallery;

/// <summary>How a gallery's thresholds came about.</summary>
/// <param name="Rate">The false-positive identification rate that was asked for.</param>
/// <param name="People">Enrolled when it was made.</param>
/// <param name="Strangers">So many enrolled faces were tried as a stranger's against everybody else.</param>
/// <param name="Usual">Mean cosine of such a face, by the median, to its crowd; null where there are too few people for one.</param>
/// <param name="Tail">Of the scores that strangers reach with all people together; null where there are too few.</param>
/// <param name="Partitions">Each partition that has members, with its threshold.</param>
/// <param name="LookAlikes">Pairs of enrolled people who reach the threshold with each other, the most alike first.</param>
public sealed record Calibration(double Rate, int People, int Strangers, float? Usual, ImpostorTail? Tail,
    IReadOnlyList<ScopeThreshold> Partitions, IReadOnlyList<LookAlike> LookAlikes);

/// <summary>A partition's threshold.</summary>
/// <param name="Partition">0 to 63.</param>
/// <param name="People">Whom it admits, of the enrolled.</param>
/// <param name="Measured">What the people enrolled here ask for; null where they are too few to tell.</param>
/// <param name="Threshold">The measured one, raised while the gallery is young.</param>
/// <param name="Assumed">How much the assumption about young galleries counts in it, 1 to 0.</param>
public sealed record ScopeThreshold(int Partition, int People, float? Measured, float Threshold, float Assumed = 0);
