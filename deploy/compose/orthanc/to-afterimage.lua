-- Each complete study goes to the node in one job, on one association. The node knows what it has seen and what it has made itself.
function OnStableStudy(studyId, tags, metadata)
   RestApiPost('/modalities/afterimage/store', DumpJson({ Resources = { studyId }, Asynchronous = true }, true))
end
