namespace Zhuhui.Edge.Vision.Gallery;

/// <summary>The best person for a face and the best other one, of those who are in a partition.</summary>
/// <param name="Person">Null where nobody is in the partition.</param>
/// <param name="Score">Cosine similarity to that person's nearest template, less half of what the face resembles the next ten people more
/// than faces usually do (<see cref="Crowd"/>); -1 where there is none.</param>
/// <param name="RunnerUp">The nearest other person; null where there is none.</param>
/// <param name="RunnerUpScore">The same for that person, with the same taken off; -1 where there is none.</param>
/// <param name="Threshold">From this score on, in this partition, the person may be taken for the face's; higher than the partition's for
/// somebody who has a look-alike.</param>
/// <param name="Cosine">The similarity itself.</param>
public readonly record struct GalleryMatch(string? Person, float Score, string? RunnerUp, float RunnerUpScore, float Threshold,
    float Cosine = -1);

/// <summary>Two enrolled people whom the model can hardly tell apart: twins, siblings, or one person enrolled twice.</summary>
/// <param name="Score">The highest score between their templates.</param>
public sealed record LookAlike(string Person, string Other, float Score);
