"""Kept trips: what the reader's browser gets to keep of an upload. The server keeps nothing beyond the session."""

from page.component import KeptData
from page.streamlit_parts import serve_file, widget_scripts
from page.upload.session import UploadState


def kept_data(state: UploadState) -> KeptData:
    """Serve the project file of a session's upload at an address that only the session knows."""
    if not state.upload:
        return {"project": "", "digest": "", "refused": state.notice, "widgets": widget_scripts()}
    trips = state.upload.trips
    address = ""
    if trips.project:
        name = f"project-{trips.project_digest}-{state.secret}.zip"
        address = serve_file(trips.project, name, "application/zip")
    return {"project": address, "digest": trips.digest, "refused": "", "widgets": widget_scripts()}
