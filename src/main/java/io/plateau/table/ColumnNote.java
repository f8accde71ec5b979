package io.plateau.table;

import java.io.Serializable;

/**
 * Note on a column of a table: what it is taken for, why, and what is done with it.
 *
 * @param missing rows without a value among the training rows
 * @param distinct number of different values, such as {@code 12} or {@code > 1000}
 * @param treatment in a few words, empty where the column is ignored
 */
public record ColumnNote(
    RawColumn column, KindChoice choice, long missing, String distinct, String treatment)
    implements Serializable {}
