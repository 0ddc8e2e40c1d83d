using Xunit;
using Zhuhui.Edge.Gateway.People.Profiles;

namespace Zhuhui.Edge.Gateway.Tests.People.Profiles;

/// <summary>What people write: addresses, cards, telephones, plates, names.</summary>
public sealed class WrittenFormsTests
{
    [Theory]
    [InlineData("3-2-501", "3-2-501")]
    [InlineData("3栋2单元501室", "3-2-501")]
    [InlineData("03栋02单元0501", "3-2-501")]
    [InlineData("3号楼2单元501", "3-2-501")]
    [InlineData("3#2-501", "3-2-501")]
    [InlineData(" ３－２－５０１ ", "3-2-501")]
    [InlineData("3幢 2门 501号", "3-2-501")]
    [InlineData("3-501", "3-501")]
    [InlineData("12栋1201", "12-1201")]
    [InlineData("a座-3-b2", "A-3-B2")]
    [InlineData("501", null)]
    [InlineData("", null)]
    [InlineData("3-2-501-7", null)]
    [InlineData("王伟", null)]
    public void A_home_is_one_home_however_it_is_written(string text, string? home) => Assert.Equal(home, Home.Parse(text)?.ToString());

    [Fact]
    public void A_home_in_three_columns_is_the_same_home()
    {
        Assert.Equal(Home.Parse("3-2-501"), Home.From("3栋", "2单元", "501室"));
        Assert.Equal(Home.Parse("3-501"), Home.From("03", "", "0501"));
        Assert.Null(Home.From("", "2", "501"));
        Assert.Null(Home.From("3", "2", "十二楼左边第三间那个"));
    }

    [Theory]
    [InlineData("0012348446", 12348446UL, nameof(CardForm.Decimal))]
    [InlineData("188,27678", 12348446UL, nameof(CardForm.Facility))]
    [InlineData("188，27678", 12348446UL, nameof(CardForm.Facility))]
    [InlineData("18827678", 12348446UL, nameof(CardForm.Facility))]
    [InlineData("18827678", 18827678UL, nameof(CardForm.Decimal))]
    [InlineData("BC6C1E", 12348446UL, nameof(CardForm.Hexadecimal))]
    [InlineData("00bc6c1e", 12348446UL, nameof(CardForm.Hexadecimal))]
    [InlineData("1E6CBC00", 12348446UL, nameof(CardForm.HexadecimalSwapped))]
    [InlineData("1E:6C:BC:00", 12348446UL, nameof(CardForm.HexadecimalSwapped))]
    [InlineData("0x12348446", 0x12348446UL, nameof(CardForm.Hexadecimal))]
    [InlineData("510442496", 12348446UL, nameof(CardForm.DecimalSwapped))]
    [InlineData("18446744073709551615", ulong.MaxValue, nameof(CardForm.Decimal))]
    public void A_card_is_read_as_it_is_printed(string print, ulong number, string form) =>
        Assert.Equal(number, CardForms.Read(print, Enum.Parse<CardForm>(form)));

    [Theory]
    [InlineData("256,1")]
    [InlineData("1,65536")]
    [InlineData("1.23E+09")]
    [InlineData("18446744073709551616")]
    [InlineData("card")]
    [InlineData("")]
    public void What_is_no_card_is_none(string print) => Assert.Empty(CardForms.Read(print));

    [Fact]
    public void Bare_digits_are_the_number_itself_before_anything_else() =>
        Assert.Equal((18827678UL, CardForm.Decimal), CardForms.Read("18827678")[0]);

    [Theory]
    [InlineData("13812345678", "13812345678", "138****5678")]
    [InlineData("+86 138-1234-5678", "13812345678", "138****5678")]
    [InlineData("0086 13812345678", "13812345678", "138****5678")]
    [InlineData("8613812345678", "13812345678", "138****5678")]
    [InlineData("(0734)8123456", "07348123456", "073****3456")]
    [InlineData("8612345", "8612345", "8612345")]
    [InlineData("1381234567", null, null)]
    [InlineData("12812345678", null, null)]
    [InlineData("none", null, null)]
    public void A_telephone_number_is_digits_and_is_masked_in_lists(string text, string? phone, string? masked)
    {
        Assert.Equal(phone, PhoneNumber.Parse(text));
        Assert.Equal(masked, phone is null ? null : PhoneNumber.Mask(phone));
    }

    [Theory]
    [InlineData("湘D12345", "湘D12345")]
    [InlineData("湘d·12345", "湘D12345")]
    [InlineData("湘D·D12345", "湘DD12345")]
    [InlineData("粤Z1234港", "粤Z1234港")]
    [InlineData("湘D1234", null)]
    [InlineData("湘DI2345", null)]
    [InlineData("D12345", null)]
    public void A_plate_is_a_plate_however_it_is_written(string text, string? plate) => Assert.Equal(plate, Vehicle.Parse(text)?.Plate);

    [Theory]
    [InlineData("王伟", "wangwei")]
    [InlineData("王伟", "Wang Wei")]
    [InlineData("王伟", "ww")]
    [InlineData("王伟", "wangw")]
    [InlineData("王伟", "wwei")]
    [InlineData("王伟", "wei")]
    [InlineData("单雄信", "shanxx")]
    [InlineData("单雄信", "danxx")]
    [InlineData("曾国藩", "zengguofan")]
    [InlineData("尉迟恭", "yuchigong")]
    [InlineData("吕布", "lvbu")]
    [InlineData("吕布", "lübu")]
    [InlineData("欧阳娜娜", "oynn")]
    [InlineData("乐乐", "yuele")]
    [InlineData("Wang Wu", "wangwu")]
    public void A_name_is_found_by_how_it_is_spoken(string name, string typed) => Assert.True(Pinyin.Matches(name, typed));

    [Theory]
    [InlineData("王伟", "wangwen")]
    [InlineData("王伟", "wangweii")]
    [InlineData("王伟", "")]
    [InlineData("王伟", "12")]
    public void Another_name_is_not(string name, string typed) => Assert.False(Pinyin.Matches(name, typed));

    [Fact]
    public void Names_stand_in_the_order_of_their_sounds() => Assert.Equal(["艾青", "单芳", "王芳", "王伟", "曾丽", "张伟"],
        new[] { "王伟", "张伟", "王芳", "曾丽", "艾青", "单芳" }.OrderBy(Pinyin.Key, StringComparer.Ordinal));

    [Fact]
    public void Every_character_that_names_are_written_with_has_a_reading() =>
        Assert.All("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤",
            one => Assert.True(Pinyin.Key($"{one}").IndexOf(' ', StringComparison.Ordinal) > 0));
}
