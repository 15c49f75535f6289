/* Made by tests/bench/fit_across.py: the weights of dz_trait and of dz_sign, in their order. */
/* clang-format off */
static const float trait_weights[DZ_TRAIT_COUNT] = {
    1.0f, 0.869f, 3.296f, -2.391f, -3.482f, 2.522f, -3.023f, -4.243f,
    -4.308f, 2.02f, 1.628f, -2.042f, -1.046f, -1.038f, -0.1513f, 0.3486f,
    -2.223f, 5.026f, -1.436f, -1.84f,
};
static const float sign_weights[DZ_SIGN_COUNT] = {
    -5.634f, 1.877f, -0.8034f, 0.9298f, -0.514f, -0.15f, 2.155f, -0.8633f,
    2.259f, -1.561f, 6.337f, -0.6102f, 2.364f, -0.886f, -0.08959f,
};
/* clang-format on */
