/* SPDX-License-Identifier: MIT */
/* SHA-256 over a sequence of pieces. */

#include <string.h>

#include "base/digest.h"
#include "support/run.h"

/* FIPS 180-2, appendix B, and the empty message. */
START_TEST(digest__is_sha256)
{
    static const struct {
        const char *text;
        const char *hex;
    } cases[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85"
             "5"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f2001"
                "5ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };

    for (size_t i = 0; i < 3; i++) {
        char text[FISC__DIGEST_TEXT];
        struct fisc__digest digest;

        fisc__digest_init(&digest);
        fisc__digest_bytes(&digest, cases[i].text, strlen(cases[i].text));
        fisc__digest_end(&digest, text);
        ck_assert_str_eq(text, cases[i].hex);
    }
}
END_TEST

static void
pieces(const char *const *texts, size_t count, char ret[FISC__DIGEST_TEXT])
{
    struct fisc__digest digest;

    fisc__digest_init(&digest);
    for (size_t i = 0; i < count; i++)
        fisc__digest_piece(&digest, texts[i]);
    fisc__digest_end(&digest, ret);
}

START_TEST(pieces__do_not_run_into_each_other)
{
    static const char *const lists[][3] = {
        {"ab", "c", ""}, {"a", "bc", ""}, {"abc", "", ""}, {"", "abc", ""},
        {"abc", NULL, ""}, {"abc", "", NULL}, {NULL, "abc", ""},
    };
    char texts[7][FISC__DIGEST_TEXT];

    for (size_t i = 0; i < 7; i++) {
        pieces(lists[i], 3, texts[i]);
        for (size_t j = 0; j < i; j++)
            ck_assert_str_ne(texts[i], texts[j]);
    }
    pieces(lists[0], 3, texts[1]);
    ck_assert_str_eq(texts[0], texts[1]);
    pieces(lists[0], 2, texts[1]);
    ck_assert_str_ne(texts[0], texts[1]);
}
END_TEST

/* The bytes of a number are the same on every machine. */
START_TEST(number__is_eight_bytes_little_end_first)
{
    char one[FISC__DIGEST_TEXT], other[FISC__DIGEST_TEXT];
    struct fisc__digest digest;

    fisc__digest_init(&digest);
    fisc__digest_number(&digest, -2);
    fisc__digest_number(&digest, 0x0102030405060708);
    fisc__digest_end(&digest, one);
    fisc__digest_init(&digest);
    fisc__digest_bytes(&digest,
                       "\xfe\xff\xff\xff\xff\xff\xff\xff"
                       "\x08\x07\x06\x05\x04\x03\x02\x01", 16);
    fisc__digest_end(&digest, other);
    ck_assert_str_eq(one, other);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("digest");

    tcase_add_test(tests, digest__is_sha256);
    tcase_add_test(tests, pieces__do_not_run_into_each_other);
    tcase_add_test(tests, number__is_eight_bytes_little_end_first);
    return run_case("base", tests);
}
