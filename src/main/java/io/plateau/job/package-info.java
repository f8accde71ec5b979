/**
 * Format of job files: records that a YAML file is read into, strictly, with file and line in every
 * message. Keys of a training follow from the settings of {@code spec}. Knows nothing of Spark.
 *
 * <pre>{@code
 * String text = JobReader.textOf(Path.of("jobs/letters.yaml"));
 * Job job = JobReader.read("letters.yaml", text, List.of("stopping.maxEpochs=5"));
 * String resolved = JobWriter.write(job); // every key; reads back as an equal job
 * }</pre>
 */
package io.plateau.job;
