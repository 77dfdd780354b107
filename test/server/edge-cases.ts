// Edge cases of arrival prediction, numbered 1 to 74, that no test can show, each with the reason.

/** How many there are. */
export const EDGE_CASES = 74;

/** Cases without a test of their own. */
export const WITHOUT_TEST: Readonly<Record<number, string>> = {};

/** Cases of which a test shows one half; the other is not built. */
export const HALF_BUILT: Readonly<Record<number, string>> = {};
