# Reads a release with base R: the values of an attribute, by concept id.
#
#     Rscript examples/read.R out/2024d 00185100
arguments <- commandArgs(trailingOnly = TRUE)
read <- function(name) {
  # No quoting; nothing stands for a missing text: "NA" is a name. Codes stay text.
  read.delim(file.path(arguments[1], name), quote = "", na.strings = NULL, colClasses = "character",
             encoding = "UTF-8", comment.char = "", check.names = FALSE)
}
concepts <- read("CONCEPT.csv")
links <- read("CONCEPT_RELATIONSHIP.csv")
attribute <- concepts[concepts$concept_code == arguments[2] & concepts$vocabulary_id == "DICOM", "concept_id"]
links <- links[links$concept_id_1 == attribute & links$relationship_id == "Maps to value", ]
values <- merge(links, concepts, by.x = "concept_id_2", by.y = "concept_id")
write.table(values[order(values$concept_id_2), c("concept_id_2", "concept_code", "concept_name")],
            sep = "\t", quote = FALSE, row.names = FALSE, col.names = FALSE)
