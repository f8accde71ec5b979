/**
 * The files of a saved model: a manifest with lengths and SHA-256, the architecture as JSON, the
 * weights as little-endian floats, params where spark.ml keeps them. Readers verify before they
 * allocate and never instantiate a class that a file names. Depends on {@code model}, {@code store}
 * and {@code files}, and on spark.ml.
 *
 * <pre>{@code
 * new ModelReader<>(TableEncoderModel.class, (uid, files) -> new TableEncoderModel(uid, files.table(ModelFolder.COLUMNS)))
 *     .load(path);
 * }</pre>
 */
package io.plateau.ml.persist;
