package io.plateau.data;

import java.util.Map;

/**
 * Size of a table and gaps in it.
 *
 * @param rows their number
 * @param missing values of each feature that has any
 */
public record Profile(long rows, Map<String, Long> missing) {}
