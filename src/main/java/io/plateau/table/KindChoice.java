package io.plateau.table;

import java.io.Serializable;

/**
 * Kind of a column, with the reason.
 *
 * @param why in a few words, as for {@code nearly all values differ}
 */
public record KindChoice(ColumnKind kind, String why) implements Serializable {}
