from kidsapp.documents.answers import pdf_answer


def test_a_pdf_for_one_reader_is_kept_nowhere():
    answer = pdf_answer(b"%PDF-", "HER-27-0001")
    assert answer["Content-Type"] == "application/pdf" and answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"] == 'inline; filename="HER-27-0001.pdf"'


def test_a_file_may_be_named_in_any_script():
    named = pdf_answer(b"%PDF-", "موافقة", is_download=True)["Content-Disposition"]
    assert named == "attachment; filename*=utf-8''%D9%85%D9%88%D8%A7%D9%81%D9%82%D8%A9.pdf"
