using System.Globalization;
using Zhuhui.Edge.Benchmarks.Liveness;

var (images, people, seed) = (Path.Combine("..", "shared", "data", "faces", "images"), 200, 1);
foreach (var pair in args.Skip(1).Chunk(2))
{
    switch (pair)
    {
        case ["--images", var folder]:
            images = folder;
            break;
        case ["--people", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 10:
            people = n;
            break;
        case ["--seed", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n):
            seed = n;
            break;
        default:
            Console.Error.WriteLine("known are --images DIR, --people N, from 10 on, and --seed N");
            return 2;
    }
}

if (!Directory.Exists(images))
{
    Console.Error.WriteLine($"there is no folder {images}; name one with photos of people, one file a person and number "
        + "(Name_0001.jpg), with --images");
    return 2;
}

switch (args)
{
    case ["liveness", ..]:
        Presentations.Measure(images, people, seed);
        return 0;
    case ["enrolment", ..]:
        await EnrolmentPhotos.MeasureAsync(images, people, seed);
        return 0;
    default:
        return 2;
}
