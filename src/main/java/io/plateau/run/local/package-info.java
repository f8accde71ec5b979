/**
 * Evaluation and predictions of a run's model on a csv file that one machine holds, sooner than
 * Spark would start. What is not plain is left to {@link io.plateau.run.Work}, whose results these
 * are.
 */
package io.plateau.run.local;
