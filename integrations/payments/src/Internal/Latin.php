<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Internal;

/** Latin letters with marks, by what they become without. */
final class Latin
{
    /** Code points U+00C0 to U+024F and U+1E00 to U+1EFF that Unicode 15 decomposes, and letters that look alike. */
    private const LETTERS = [
        'A' => 'ÀÁÂÃÄÅĀĂĄǍǞǠǺȀȂȦḀẠẢẤẦẨẪẬẮẰẲẴẶ',
        'AE' => 'Æ',
        'B' => 'ḂḄḆ',
        'C' => 'ÇĆĈĊČḈ',
        'D' => 'ĎḊḌḎḐḒĐÐ',
        'DZ' => 'ǄǱ',
        'Dz' => 'ǅǲ',
        'E' => 'ÈÉÊËĒĔĖĘĚȄȆȨḔḖḘḚḜẸẺẼẾỀỂỄỆ',
        'F' => 'Ḟ',
        'G' => 'ĜĞĠĢǦǴḠ',
        'H' => 'ĤȞḢḤḦḨḪĦ',
        'I' => 'ÌÍÎÏĨĪĬĮİǏȈȊḬḮỈỊ',
        'IJ' => 'Ĳ',
        'J' => 'Ĵ',
        'K' => 'ĶǨḰḲḴ',
        'L' => 'ĹĻĽĿḶḸḺḼŁ',
        'LJ' => 'Ǉ',
        'Lj' => 'ǈ',
        'M' => 'ḾṀṂ',
        'N' => 'ÑŃŅŇǸṄṆṈṊŊ',
        'NJ' => 'Ǌ',
        'Nj' => 'ǋ',
        'O' => 'ÒÓÔÕÖŌŎŐƠǑǪǬȌȎȪȬȮȰṌṎṐṒỌỎỐỒỔỖỘỚỜỞỠỢØ',
        'OE' => 'Œ',
        'P' => 'ṔṖ',
        'R' => 'ŔŖŘȐȒṘṚṜṞ',
        'S' => 'ŚŜŞŠȘṠṢṤṦṨ',
        'SS' => 'ẞ',
        'T' => 'ŢŤȚṪṬṮṰŦ',
        'Th' => 'Þ',
        'U' => 'ÙÚÛÜŨŪŬŮŰŲƯǓǕǗǙǛȔȖṲṴṶṸṺỤỦỨỪỬỮỰ',
        'V' => 'ṼṾ',
        'W' => 'ŴẀẂẄẆẈ',
        'X' => 'ẊẌ',
        'Y' => 'ÝŶŸȲẎỲỴỶỸ',
        'Z' => 'ŹŻŽẐẒẔ',
        'a' => 'àáâãäåāăąǎǟǡǻȁȃȧḁẚạảấầẩẫậắằẳẵặ',
        'ae' => 'æ',
        'b' => 'ḃḅḇ',
        'c' => 'çćĉċčḉ',
        'd' => 'ďḋḍḏḑḓđð',
        'dz' => 'ǆǳ',
        'e' => 'èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ',
        'f' => 'ḟ',
        'g' => 'ĝğġģǧǵḡ',
        'h' => 'ĥȟḣḥḧḩḫẖħ',
        'i' => 'ìíîïĩīĭįǐȉȋḭḯỉịı',
        'ij' => 'ĳ',
        'j' => 'ĵǰ',
        'k' => 'ķǩḱḳḵĸ',
        'l' => 'ĺļľŀḷḹḻḽł',
        'lj' => 'ǉ',
        'm' => 'ḿṁṃ',
        'n' => 'ñńņňŉǹṅṇṉṋŋ',
        'nj' => 'ǌ',
        'o' => 'òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợø',
        'oe' => 'œ',
        'p' => 'ṕṗ',
        'r' => 'ŕŗřȑȓṙṛṝṟ',
        's' => 'śŝşšſșṡṣṥṧṩẛ',
        'ss' => 'ß',
        't' => 'ţťțṫṭṯṱẗŧ',
        'th' => 'þ',
        'u' => 'ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự',
        'v' => 'ṽṿ',
        'w' => 'ŵẁẃẅẇẉẘ',
        'x' => 'ẋẍ',
        'y' => 'ýÿŷȳẏẙỳỵỷỹ',
        'z' => 'źżžẑẓẕ',
    ];

    /** @return array<string, string> for strtr */
    public static function table(): array
    {
        static $table = null;
        if (!is_array($table)) {
            $table = [];
            foreach (self::LETTERS as $plain => $marked) {
                preg_match_all('/./u', $marked, $letters);
                foreach ($letters[0] as $letter) {
                    $table[$letter] = $plain;
                }
            }
        }
        /** @var array<string, string> */
        return $table;
    }
}
