/**
 * Kinds of columns of a table, as the first layer of a network expands them: numbers as they are,
 * numbers of which some are missing, functions of numbers, categories as one-hot vectors or
 * embeddings, parts of dates. Depends on {@code nn}, {@code nn.choice} and {@code math}.
 *
 * <pre>{@code
 * Codes colors = new Codes(3, true);
 * List<Column> columns = List.of(new Numbers(2), new OneHot(colors), new ImputedNumber(0));
 * Layer first = new Columns(columns);
 * Network network = new Network(List.of(first, new Dense(first.outputs(), 2)));
 * }</pre>
 */
package io.plateau.nn.column;
