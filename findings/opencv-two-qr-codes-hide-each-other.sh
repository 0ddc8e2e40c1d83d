#!/usr/bin/env bash
# OpenCV: with two QR codes in the picture, DetectAndDecode reads neither; DetectMulti and DecodeMulti read both.
#
# What one would guess: of two codes it reads one.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "${BASH_SOURCE[0]}")/sandbox.sh"

program codes OpenCvSharp4=4.13.0.20260627 OpenCvSharp4.official.runtime.linux-x64=4.13.0.20260627 QRCoder=1.8.1 << 'END'
using OpenCvSharp;
using QRCoder;

Mat Code(string text, bool isLight = false)
{
    using QRCodeGenerator generator = new();
    PngByteQRCode png = new(generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M));
    return Cv2.ImDecode(isLight ? png.GetGraphic(6, [255, 255, 255], [0, 0, 0]) : png.GetGraphic(6), ImreadModes.Grayscale);
}

Mat On(byte ground, params Mat[] codes)
{
    Mat picture = new(540, 960, MatType.CV_8UC1, new Scalar(ground));
    for (var i = 0; i < codes.Length; i++)
    {
        codes[i].CopyTo(picture[new Rect(80 + (i * 440), 120, codes[i].Width, codes[i].Height)]);
    }

    return picture;
}

using QRCodeDetector detector = new();
string One(Mat picture) => detector.DetectAndDecode(picture, out _) is { Length: > 0 } text ? text : "nothing";
string Many(Mat picture) => detector.DetectMulti(picture, out var points) && detector.DecodeMulti(picture, points, out var texts) ? string.Join(" ", texts.Order()) : "nothing";
var (first, second) = (Code("first"), Code("second"));
Console.WriteLine($"one={One(On(255, first))}");
Console.WriteLine($"two={One(On(255, first, second))}");
Console.WriteLine($"multi={Many(On(255, first, second))}");
Console.WriteLine($"light={One(On(0, Code("first", isLight: true)))}");
END
dotnet "$sandbox/codes/out/codes.dll" > "$sandbox/said"
seen 'DetectAndDecode of one code' "$(figure one)" first
seen 'DetectAndDecode of two' "$(figure two)" nothing
seen 'DetectMulti and DecodeMulti of the same picture' "$(figure multi)" 'first second'
seen 'one code, light on dark' "$(figure light)" nothing
end
